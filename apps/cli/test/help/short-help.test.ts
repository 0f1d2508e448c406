import { helpText, shortHelp } from '@create-dump/command-line';
import { describe, expect, it } from 'vitest';
import { program } from '../../src/program.js';

const definitions = program.commands;
const options = { program, columns: 80 };
/** A screen of a usual terminal window. */
const screen = 40;

describe('-h', () => {
  it('has usage, all commands and the ten most used options on one screen', () => {
    const text = shortHelp(undefined, options);
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(screen);
    expect(text).toContain('Usage: create-dump [single]');
    for (const { name } of definitions) expect(text).toContain(`\n  ${name} `);
    expect(lines.filter((line) => /^ {2}(?:-\w, )?--/u.test(line))).toHaveLength(10);
    for (const short of ['-o, --output FILE', '-x, --exclude GLOB', '-d, --dest DIR'])
      expect(text).toContain(`  ${short}`);
    expect(text).toContain('create-dump --help');
  });

  it.each(definitions)('of $name fits on one screen', (definition) => {
    const text = shortHelp(definition, options);
    expect(text.split('\n').length).toBeLessThanOrEqual(screen);
    expect(text.length).toBeLessThan(helpText(definition, options).length);
    expect(text).toContain(`create-dump ${definition.name} --help`);
  });

  it.each(definitions)('of $name names options that there are, at most ten', (definition) => {
    const named = definition.mostUsed ?? [];
    expect(named.filter((name) => !Object.hasOwn(definition.options, name))).toEqual([]);
    expect(named.length).toBeLessThanOrEqual(10);
  });
});
