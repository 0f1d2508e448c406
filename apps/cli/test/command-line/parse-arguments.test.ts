import {
  checkWords,
  type CommandDefinition,
  parseArguments,
  readList,
} from '@create-dump/command-line';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';
import { program } from '../../src/program.js';

const definitions = commands.map(({ definition }) => definition);

/** Every option that can be repeated, by command. */
const lists = definitions.flatMap((definition) =>
  Object.entries(definition.options)
    .filter(([, { array }]) => array === true)
    .map(([name]) => ({ place: `${definition.name} --${name}`, definition, name })),
);

function parse(definition: CommandDefinition, words: readonly string[]) {
  checkWords(definition, words, program);
  return parseArguments(definition, words, program);
}

/** As many positionals as the command takes at least, and one more if it can be left out. */
function placesOf({ positionals = [] }: CommandDefinition): string[] {
  return positionals.map(({ name }) => `the-${name}`);
}

describe('an option that can be repeated takes one value each time', () => {
  it.each(lists)('$place', ({ definition, name }) => {
    const places = placesOf(definition);
    const expected = parse(definition, places);
    const given = parse(definition, [`--${name}`, 'a,b', `--${name}=c`, ...places]);
    expect({ ...given, [name]: undefined }).toEqual({ ...expected, [name]: undefined });
    expect(readList(given, name)).toEqual(['a,b', 'c']);
    expect(readList(parse(definition, [...places, `--${name}`, 'a']), name)).toEqual(['a']);
    expect(() => parse(definition, [...places, `--${name}`])).toThrow(`--${name} needs a value`);
  });

  it('is what an argument too many is told', () => {
    const definition = definitions.find(({ name }) => name === 'single');
    if (definition === undefined) throw new Error('no single');
    expect(() => parse(definition, ['--exclude', 'a', 'b', 'c'])).toThrow(
      '"c" is one argument too many. An option takes one value each time: --exclude A --exclude B.',
    );
  });
});

it('refuses a root that is given twice', () => {
  const definition = definitions.find(({ name }) => name === 'batch');
  if (definition === undefined) throw new Error('no batch');
  expect(() => parse(definition, ['a', '--root', 'b'])).toThrow(
    '"a" and --root both give the root: give only one of them.',
  );
});

it('takes --at instead of a dump, and not both', () => {
  const definition = definitions.find(({ name }) => name === 'restore');
  if (definition === undefined) throw new Error('no restore');
  expect(parse(definition, ['--at', '2026-03-01', '--to', 'x'])).toEqual({
    at: '2026-03-01',
    to: 'x',
  });
  expect(() => parse(definition, ['a.md', '--at', '2026-03-01', '--to', 'x'])).toThrow(
    '"a.md" and --at both give the dump: give only one of them.',
  );
  expect(() => parse(definition, ['--to', 'x'])).toThrow('restore needs <dump>');
});

describe('a letter', () => {
  const definition = definitions.find(({ name }) => name === 'single');
  if (definition === undefined) throw new Error('no single');
  it.each([
    ['-o x.md', { output: 'x.md' }],
    ['-ox.md', { output: 'x.md' }],
    ['-o=x.md', { output: 'x.md' }],
    ['-o -', { output: '\0-' }],
    ['-xa -x b -x*.c lib', { exclude: ['a', 'b', '*.c'], root: 'lib' }],
    ['-qd dumps', { quiet: true, dest: 'dumps' }],
    ['-vxo', { verbose: true, exclude: ['o'] }],
    ['-d dumps -- -ox', { dest: 'dumps', root: '-ox' }],
  ])('%s', (line, expected) => {
    expect(parse(definition, line.split(' '))).toEqual(expected);
  });
});
