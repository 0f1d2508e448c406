import { writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  findTool,
  git,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createCollector, explainPaths } from '../../src/index.js';

const { signal } = new AbortController();
const chosenOf = async (root: string) =>
  (await createCollector({ root, gitMetadata: false })(signal)).files
    .map(({ path }) => path)
    .filter((path) => !path.endsWith('.gitignore'));

/** A name, an ignore file, files, and those of them that aren't ignored. Covers what git's t0008 covers. */
type Row = readonly [
  name: string,
  rules: string,
  files: readonly string[],
  left: readonly string[],
];

const rows: readonly Row[] = [
  ['a name matches at any depth', 'one\n', ['one', 'a/one', 'a/b/one', 'onex'], ['onex']],
  ['a leading slash anchors', '/one\n', ['one', 'a/one'], ['a/one']],
  ['a slash within anchors', 'a/one\n', ['a/one', 'b/a/one'], ['b/a/one']],
  ['a trailing slash restricts to directories', 'x/\n', ['x', 'd/x/f'], ['x']],
  ['the last rule wins', '*.o\n!keep.o\nkeep.o\n!keep.o\n', ['a.o', 'keep.o'], ['keep.o']],
  ['nothing is re-included below an ignored directory', 'd\n!d/keep\n!keep\n', ['d/keep'], []],
  [
    'if only the contents of a directory are ignored, a file can be re-included',
    'd/*\n!d/keep\n',
    ['d/keep', 'd/x'],
    ['d/keep'],
  ],
  ['two leading stars', '**/b/c\n', ['b/c', 'a/b/c', 'a/b/d'], ['a/b/d']],
  ['two trailing stars', 'a/**\n', ['a/b/c', 'a/d', 'b/a/d'], ['b/a/d']],
  ['two stars between', 'a/**/z\n', ['a/z', 'a/b/z', 'a/b/c/z', 'az'], ['az']],
  [
    'two stars after a literal prefix are matched separately',
    'a**/z\n',
    ['ab/z', 'ab/c/z', 'az', 'b/az'],
    ['b/az'],
  ],
  ['comments and empty lines', '# one\n\n \n\\#two\n', ['# one', '#two', 'one'], ['# one', 'one']],
  ['an escaped exclamation mark', '\\!one\n', ['!one', 'one'], ['one']],
  [
    'trailing blanks are removed unless they are escaped',
    'one  \ntwo\\ \nthree\\  \n',
    ['one', 'two', 'two ', 'three '],
    ['two'],
  ],
  ['a trailing tab is kept', 'one\t\n', ['one', 'one\t'], ['one']],
  ['leading blanks are significant', ' one\n', ['one', ' one'], ['one']],
  ['CRLF', 'one\r\ntwo\r\r\n', ['one', 'two', 'two\r'], ['two']],
  ['a byte order mark', '\uFEFFone\n', ['one', '\uFEFFone'], ['\uFEFFone']],
  ['no trailing newline', 'one', ['one', 'two'], ['two']],
  [
    'a lone slash, a lone exclamation mark, a trailing backslash',
    '/\n!\none\\\n',
    ['one', 'one\\'],
    ['one', 'one\\'],
  ],
  ['a question mark matches one byte, not one character', '?\n', ['a', 'é'], ['é']],
  ['sets', '[a-c]\n[!x]y\n', ['a', 'd', 'ay', 'xy'], ['d', 'xy']],
  ['matching is case-sensitive', 'One\n', ['a/One', 'b/one'], ['b/one']],
  ['a rule for a directory ignores all files in it', 'x/\n', ['x/f', 'y'], ['y']],
];

describe('ignore rules', () => {
  test.each(rows)('%s', async (_, rules, files, left) => {
    using directory = temporaryDirectory();
    const tree: Tree = Object.fromEntries(files.map((file) => [file, '']));
    writeTree(directory.path, { ...tree, '.gitignore': rules });
    expect(await chosenOf(directory.path)).toEqual([...left].sort());
  });

  test.skipIf(findTool('git') === undefined).each(rows)(
    '%s: git agrees',
    (_, rules, files, left) => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, {
        ...Object.fromEntries(files.map((file) => [file, ''])),
        '.gitignore': rules,
      });
      git(root, 'init', '-q');
      // What git sets itself depends on the file system.
      git(root, 'config', 'core.ignorecase', 'false');
      const listed = git(root, 'ls-files', '-z', '-o', '--exclude-standard').toString().split('\0');
      expect(listed.filter((path) => path !== '' && path !== '.gitignore').sort()).toEqual(
        [...left].sort(),
      );
    },
  );

  test('the nearest file takes precedence, then info/exclude, then the global file', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'r');
    writeTree(root, {
      'd/.gitignore': '!a\n',
      '.gitignore': 'a\n!b\n',
      'd/a': '',
      a: '',
      b: '',
      c: '',
      e: '',
    });
    git(root, 'init', '-q');
    writeFileSync(join(root, '.git/info/exclude'), 'b\nc\n!e\n');
    const excludesFile = join(directory.path, 'global');
    writeFileSync(excludesFile, 'e\nd/a\n!c\n');
    const found = await explainPaths({ root, excludesFile }, ['d/a', 'a', 'b', 'c', 'e'], signal);
    const rules = found.map(({ chosen, reason }) => [
      chosen,
      'rule' in reason ? reason.rule : undefined,
    ]);
    expect(rules).toEqual([
      [true, { source: 'd/.gitignore', line: 1, pattern: '!a' }],
      [false, { source: '.gitignore', line: 1, pattern: 'a' }],
      [true, { source: '.gitignore', line: 2, pattern: '!b' }],
      [false, { source: '.git/info/exclude', line: 2, pattern: 'c' }],
      [true, { source: '.git/info/exclude', line: 3, pattern: '!e' }],
    ]);
  });

  test.skipIf(findTool('mkfifo') === undefined)(
    'an ignore file that is a link, a FIFO or a directory has no rules',
    async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, {
        rules: '*\n',
        'link/.gitignore': { link: '../rules' },
        'link/f': '',
        'dir/.gitignore/x': '',
        'fifo/f': '',
      });
      execFileSync('mkfifo', [join(root, 'fifo/.gitignore')]);
      const { files, skipped } = await createCollector({ root })(signal);
      expect(files.map(({ path }) => path)).toEqual([
        'dir/.gitignore/x',
        'fifo/f',
        'link/.gitignore',
        'link/f',
        'rules',
      ]);
      expect(skipped).toEqual([{ path: 'fifo/.gitignore', skipped: 'special', detail: 'a FIFO' }]);
    },
  );
});
