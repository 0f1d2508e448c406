import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitAll,
  git,
  readTree,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const tree = {
  '.gitignore': 'node_modules/\n',
  'src/a.ts': 'a',
  'src/deep/b.ts': 'b',
  'docs/c.md': 'c',
  'secrets/key': 'k',
};

const setUp = (settings?: string) => {
  const directory = temporaryDirectory();
  const cwd = join(directory.path, 'tree');
  writeTree(cwd, { ...tree, ...(settings && { 'create-dump.toml': settings }) });
  git(cwd, 'init', '-q');
  const run = (args: readonly string[], more: { input?: string; env?: NodeJS.ProcessEnv } = {}) =>
    runBin(args, { cwd, ...more });
  const json = async (...args: readonly string[]) => {
    const { code, stdout } = await run([...args, '--json']);
    return { code, document: JSON.parse(stdout.toString()) as Record<string, unknown> };
  };
  return { cwd, run, json, [Symbol.dispose]: () => directory[Symbol.dispose]() };
};

describe('a pattern that matches nothing', () => {
  const told = '--exclude "secrts/**" excludes nothing.';

  it.each([
    ['files', ['files']],
    ['a dry run', ['--dry-run']],
    ['a dump', ['--output', '../x.md']],
  ])('is told by %s, on standard error and in the document', async (_, words) => {
    using place = setUp();
    const { code, stderr } = await place.run([...words, '--exclude', 'secrts/**']);
    expect([code, stderr]).toEqual([0, `create-dump: warning: ${told}\n`]);
    const again = words.map((word) => word.replace('x.md', 'y.md'));
    const { document } = await place.json(...again, '--exclude', 'secrts/**');
    expect(document['warnings']).toEqual([told]);
  });

  it.each([
    ['a flag', ['--exclude', 'secrts/**'], {}, told],
    [
      '--files of settings',
      [],
      { toml: 'files = ["src", "nope"]' },
      'no file matches --files "nope"',
    ],
  ])('of %s is refused by --strict', async (_, words, { toml }: { toml?: string }, message) => {
    using place = setUp(toml);
    for (const more of [['--dry-run'], ['--output', '../x.md']]) {
      const { code, stderr, stdout } = await place.run(['--strict', ...words, ...more]);
      expect([code, stdout.toString()]).toEqual([5, '']);
      expect(stderr).toContain(message.replace(/\.$/, ''));
    }
    expect(existsSync(join(place.cwd, '../x.md'))).toBe(false);
  });

  it('of settings that exclude is told with --verbose only, with file and line', async () => {
    using place = setUp('# usual\nexclude = ["node_modules", ".venv", "docs"]\n');
    const strict = await place.run(['--strict', '--output', '../x.md']);
    expect([strict.code, strict.stderr]).toEqual([0, '']);
    const { stderr } = await place.run(['files', '--verbose']);
    expect(stderr).toContain(
      `warning: --exclude "node_modules" (project file ${place.cwd}/create-dump.toml:2) excludes nothing.\ncreate-dump: warning: --exclude ".venv" (`,
    );
    const env = { CREATE_DUMP_EXCLUDED_DIRS: 'none' };
    expect((await place.run(['files', '--verbose'], { env })).stderr).toContain(
      '--excluded-dirs "none" (environment CREATE_DUMP_EXCLUDED_DIRS) excludes nothing.',
    );
  });

  it('has a hint if a comma is in it', async () => {
    using place = setUp();
    const { stderr } = await place.run(['files', '--exclude', '*.txt,*.md']);
    expect(stderr).toContain('A comma is part of the pattern: repeat --exclude for each pattern.');
  });

  it('is no pattern for the destination, which the first run makes', async () => {
    using place = setUp();
    const words = ['--strict', '--dest', 'dumps', '--exclude', 'dumps'];
    expect((await place.run([...words, '--dry-run'])).code).toBe(0);
    expect((await place.run(words)).code).toBe(0);
  });

  it.each([['files'], ['--dry-run'], ['--output', '../x.md']])(
    'ends %s with an error if nothing else is chosen',
    async (...words) => {
      using place = setUp();
      const { code, stderr } = await place.run([...words, '--files', 'nope/**']);
      expect([code, stderr]).toEqual([
        1,
        'create-dump: There is no file to dump: no file matches --files "nope/**". No dump was written.\n',
      ]);
    },
  );

  it('is told by a restore', async () => {
    using place = setUp();
    await place.run(['--output', '../x.md', '--files', 'src']);
    const words = ['restore', '../x.md', '--files', 'src/deep', '--files', 'nope'];
    const { code, document } = await place.json(...words, '--to', '../back');
    expect([code, document['warnings']]).toEqual([0, ['No file matches --files "nope".']]);
    expect([...readTree(join(place.cwd, '../back')).keys()]).toEqual(['src/deep/b.ts']);
    const none = await place.run(['restore', '../x.md', '--files', 'nope', '--to', '../none']);
    expect([none.code, none.stderr]).toEqual([
      1,
      `create-dump: ${join(place.cwd, '../x.md')} has no file to restore. No file matches --files "nope".\n`,
    ]);
  });

  it('of a batch is told if it matches in no project, and refused by --strict', async () => {
    using place = setUp();
    writeTree(place.cwd, { 'docs/create-dump.toml': 'files = ["c.md", "nope"]\n' });
    const words = ['batch', '--dirs', 'src,docs', '--dest', '../out', '--exclude', 'deep'];
    const { code, document } = await place.json(...words, '--exclude', 'zzz');
    expect([code, document['warnings']]).toEqual([
      0,
      [
        `docs: No file matches --files "nope" (project file ${place.cwd}/docs/create-dump.toml:1).`,
        '--exclude "zzz" excludes nothing.',
      ],
    ]);
    for (const more of [['--dry-run'], ['--atomic'], []]) {
      const given = ['batch', '--dirs', 'src', '--dest', '../out2', '--exclude', 'zzz', '--strict'];
      const { code: refused, stderr } = await place.run([...given, ...more]);
      expect(refused).toBe(5);
      expect(stderr).toContain('--exclude "zzz" excludes nothing.');
    }
    const none = ['batch', '--dirs', 'src', '--dest', '../out3', '--files', 'nope'];
    expect((await place.run(none)).code).toBe(1);
    expect((await place.run([...none, '--dry-run'])).code).toBe(1);
  });
});

describe('--files-from', () => {
  it('takes directories whole, skips a byte order mark, and refuses an empty list', async () => {
    using place = setUp();
    const list = async (input: string, ...words: readonly string[]) => {
      const { code, stdout } = await place.run(['files', '--files-from', '-', ...words], { input });
      return [code, ...stdout.toString().split('\n').slice(0, -1)];
    };
    expect(await list('\uFEFFsrc\ndocs/c.md\n')).toEqual([
      0,
      'docs/c.md',
      'src/a.ts',
      'src/deep/b.ts',
    ]);
    expect(await list('.git/config\ndocs/c.md\n')).toEqual([0, 'docs/c.md']);
    expect(await list('src/deep/\0', '-0')).toEqual([0, 'src/deep/b.ts']);
    expect(await list('')).toEqual([2]);
    expect(await list('\0', '-0')).toEqual([2]);
  });
});

describe('explain', () => {
  it('names the rule for missing paths, and the place of a rule of settings', async () => {
    using place = setUp('\nexclude = ["docs"]\n');
    const { stdout } = await place.run(['explain', 'node_modules/x.js', 'docs/c.md', 'none']);
    expect(stdout.toString()).toBe(
      [
        'node_modules/x.js: not dumped, .gitignore:1 "node_modules/" ignores node_modules/; there is no such file',
        `docs/c.md: not dumped, --exclude "docs" excludes it (project file ${place.cwd}/create-dump.toml:2)`,
        'none: not dumped, there is no such file',
        '',
      ].join('\n'),
    );
  });

  it('answers about the commit that --ref names', async () => {
    using place = setUp();
    writeTree(place.cwd, { '.dumpignore': 'docs/\n' });
    commitAll(place.cwd);
    writeTree(place.cwd, { '.dumpignore': 'src/\n', new: '' });
    const words = ['--ref', 'HEAD', '--exclude', 'secrets/', 'src/a.ts', 'docs/c.md', 'new'];
    const { stdout } = await place.run(['explain', ...words]);
    expect(stdout.toString()).toBe(
      [
        'src/a.ts: dumped, it is in HEAD',
        'docs/c.md: not dumped, .dumpignore:1 "docs/" ignores docs/',
        'new: not dumped, there is no such file',
        '',
      ].join('\n'),
    );
  });
});

describe('.dumpignore', () => {
  it('hides below a listed directory; an include that brings a file back counts as matched', async () => {
    using place = setUp();
    writeTree(place.cwd, { 'src/.dumpignore': 'deep/\na.ts\n', 'src/c.ts': 'c' });
    const list = ['files', '--files-from', '-'];
    const chosen = async (words: readonly string[]) => {
      const { code, stdout, stderr } = await place.run([...list, ...words], { input: 'src\n' });
      return [code, stderr, ...stdout.toString().split('\n').slice(0, -1)];
    };
    expect(await chosen([])).toEqual([0, '', 'src/.dumpignore', 'src/c.ts']);
    expect(await chosen(['--include', 'src/deep/b.ts'])).toEqual([
      0,
      '',
      'src/.dumpignore',
      'src/c.ts',
      'src/deep/b.ts',
    ]);
    const strict = ['--strict', '--include', 'src/deep/b.ts', '--output', '../x.md'];
    const { code, stderr } = await place.run(strict);
    expect([code, stderr]).toEqual([0, '']);
    const wrong = await place.run([...strict, '--force', '--include', 'src/deep/none.ts']);
    expect([wrong.code, wrong.stderr]).toEqual([
      5,
      expect.stringContaining('no file matches --include "src/deep/none.ts"'),
    ]);
  });
});
