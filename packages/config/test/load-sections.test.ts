import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { loadSections, type SettingDefinition } from '../src/index.js';

const top: readonly SettingDefinition[] = [{ key: 'listen', kind: { type: 'text' } }];
const run: readonly SettingDefinition[] = [
  { key: 'root', kind: { type: 'path' } },
  { key: 'archive', kind: { type: 'switch' } },
  { key: 'exclude', kind: { type: 'list' } },
];

function load(text: string) {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'batch.toml');
  writeTree(directory.path, { 'batch.toml': text });
  const loaded = loadSections({
    path,
    homeDirectory: '/home/me',
    program: 'create-dump-batch',
    top,
    section: 'run',
    definitionsOf: (table) =>
      table['more'] === undefined ? run : [...run, { key: 'more', kind: { type: 'text' } }],
    check: (_, values) => (values.has('root') ? [] : [{ key: undefined, message: 'needs a root' }]),
  });
  return { path, directory: directory.path, ...loaded };
}

function messageOf(text: string): string {
  try {
    load(text);
  } catch (error) {
    return String(error).replaceAll(/\/\S*\/batch\.toml/gu, 'F');
  }
  return '';
}

describe('loadSections', () => {
  it('gives the top level and each section, with lines', () => {
    const { path, directory, top, sections } = load(
      'listen = "x"\n\n[run.a]\nroot = "sub"\narchive = true\n[run."b c"]\nroot = "~/y"\nmore = "z"\n',
    );
    expect(top.get('listen')).toEqual({
      value: 'x',
      origin: { from: 'user file', path, line: 1, profile: undefined },
    });
    expect(sections.map(({ name }) => name)).toEqual(['a', 'b c']);
    expect(sections[0]?.values.get('root')?.value).toBe(join(directory, 'sub'));
    expect(sections[1]?.values.get('root')?.value).toBe('/home/me/y');
    expect(sections[1]?.values.get('more')?.value).toBe('z');
    expect(sections[0]?.describe('archive')).toBe(`${path}:5: run.a.archive`);
    expect(sections[0]?.describe('exclude')).toBe(`${path}:3: run.a.exclude`);
    expect(sections[1]?.describe()).toBe(`${path}:6: run."b c"`);
  });

  it('is content with an empty file', () => {
    expect(load('').sections).toEqual([]);
  });

  it.each([
    ['listn = "x"\n', 'F:1: listn: there is no such key; did you mean listen?'],
    ['listen = 1\n', 'F:1: listen: must be a text, not 1'],
    ['run = 1\n', 'F:1: run: must be tables of settings such as [run.nightly], not 1'],
    ['[run]\na = 1\n', 'F:2: run.a: must be a table of settings, not 1'],
    ['[run.a]\nroots = "x"\n', 'F:2: run.a.roots: there is no such key; did you mean root?'],
    [
      '[run.a]\narchive = "yes"\n',
      'F:2: run.a.archive: must be true or false, not "yes"; did you mean true?',
    ],
    ['[run.a]\nexclude = ["x", 1]\n', 'F:2: run.a.exclude[1]: must be'],
    ['[run.a]\n[run.b]\nroot = "x"\n', 'F:1: run.a: needs a root'],
    ['x = [', 'is not valid TOML'],
  ])('says what is wrong with %j', (text, message) => {
    expect(messageOf(text)).toContain(message);
  });

  it('names all problems', () => {
    expect(messageOf('a = 1\n[run.x]\nb = 1\n[run.y]\n')).toMatch(
      /3 settings are wrong:\nF:1: a: .*\nF:3: run\.x\.b: .*\nF:4: run\.y: needs a root/u,
    );
  });

  it('needs its file', () => {
    const options = {
      homeDirectory: '/',
      program: 'x',
      top,
      section: 'run',
      definitionsOf: () => run,
    };
    expect(() => loadSections({ ...options, path: '/nonexistent/f.toml' })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: "/nonexistent/f.toml: doesn't exist",
      }),
    );
  });
});
