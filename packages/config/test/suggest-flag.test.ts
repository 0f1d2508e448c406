import { describe, expect, it } from 'vitest';
import { findFlag } from '../src/flags.js';
import { loadSettings } from '../src/index.js';
import { suggestFlag } from '../src/suggest-flag.js';
import { createSettingTable } from '../src/setting-table.js';
import { unknownKey } from '../src/unknown-key.js';

const single = ['files', 'exclude', 'use-gitignore', 'toc', 'binary', 'output', 'strict'].flatMap(
  (name) => findFlag(name) ?? [],
);

function suggested(word: string, flags = single) {
  const found = suggestFlag(word, flags);
  if (found === undefined || 'note' in found) return found?.note;
  return [found.flag.flag, found.value, found.from];
}

describe('suggestFlag', () => {
  it.each([
    ['ignore', ['exclude', undefined, 'peer']],
    ['stdout', ['output', '-', 'peer']],
    ['o', undefined],
    ['no-ignore', ['use-gitignore', false, 'peer']],
    ['tco', ['toc', undefined, 'spelling']],
    ['no_toc', ['toc', false, 'spelling']],
    ['no-stritc', ['strict', false, 'spelling']],
    ['style', 'a dump is always Markdown'],
    ['force', undefined],
    ['copy', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%s', (word, expected) => {
    expect(suggested(word)).toStrictEqual(expected);
  });

  it('knows nothing but the flags it is given', () => {
    const restore = ['to', 'overwrite'].flatMap((name) => findFlag(name) ?? []);
    expect(suggested('ignore', restore)).toBeUndefined();
    expect(suggested('stdout', restore)).toBeUndefined();
    expect(suggested('force', restore)).toStrictEqual(['overwrite', undefined, 'peer']);
  });
});

describe('a key of a settings file', () => {
  it.each([
    ['ignore', 'there is no such key; did you mean exclude?'],
    ['stdout', 'there is no such key; did you mean output = "-"?'],
    ['tree', 'there is no such key; did you mean toc = "tree"?'],
    ['no_gitignore', 'there is no such key; did you mean use_gitignore = false?'],
    ['tco', 'there is no such key; did you mean toc?'],
    ['style', 'there is no such key; a dump is always Markdown'],
    ['copy', 'there is no such key'],
    [
      'overwrite',
      'is for the command line only: what a restore may write is decided for each restore',
    ],
  ])('%s', (key, message) => {
    expect(unknownKey(key, createSettingTable())).toBe(message);
  });
});

it.each([
  ['IGNORE', 'CREATE_DUMP_EXCLUDE'],
  ['STDOUT', 'CREATE_DUMP_OUTPUT=-'],
  ['NO_TOC', 'CREATE_DUMP_TOC=none'],
  ['PROFIEL', 'CREATE_DUMP_PROFILE'],
])('the variable CREATE_DUMP_%s', async (name, meant) => {
  const environment = { [`CREATE_DUMP_${name}`]: 'x' };
  const { warnings } = await loadSettings({
    root: '/',
    environment,
    homeDirectory: '/nonexistent',
  });
  expect(warnings).toStrictEqual([
    `CREATE_DUMP_${name}: no setting has this name, so it does nothing; did you mean ${meant}?`,
  ]);
});
