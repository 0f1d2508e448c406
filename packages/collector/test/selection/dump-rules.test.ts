import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Discovery } from '@create-dump/core';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  type CollectorOptions,
  createChangesCollector,
  createCollector,
  createRevisionCollector,
  explainPaths,
} from '../../src/index.js';

const { signal } = new AbortController();
const collect = (root: string, options: Partial<CollectorOptions> = {}) =>
  createCollector({ root, gitMetadata: false, ...options })(signal);
const pathsOf = ({ files }: Discovery) => files.map(({ path }) => path);
const reasonOf = async (root: string, path: string, options: Partial<CollectorOptions> = {}) =>
  (await explainPaths({ root, ...options }, [path], signal))[0]?.reason;

describe('.dumpignore outside git', () => {
  test('is read after .gitignore at each level, brings back what that hides, and always applies', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, {
      '.gitignore': '*.log\ndist/\ngen/*\n',
      '.dumpignore': '!keep.log\nsecret/\n!gen/a\n',
      'keep.log': '',
      'x.log': '',
      'dist/keep.log': '',
      'gen/a': '',
      'gen/b': '',
      'secret/x': '',
      'sub/.dumpignore': 'y\n!x.log\n',
      'sub/x.log': '',
      'sub/y': '',
    });
    const found = await collect(root);
    expect(pathsOf(found)).toEqual([
      '.dumpignore',
      '.gitignore',
      'gen/a',
      'keep.log',
      'sub/.dumpignore',
      'sub/x.log',
    ]);
    // x.log, dist/, gen/b, secret/, sub/y
    expect(found.ignored).toBe(5);
    expect(await reasonOf(root, 'sub/y')).toEqual({
      kind: 'ignored',
      rule: { source: 'sub/.dumpignore', line: 1, pattern: 'y' },
      path: 'sub/y',
    });
    expect(await reasonOf(root, 'secret/x')).toMatchObject({
      rule: { source: '.dumpignore', line: 2 },
      path: 'secret/',
    });
    expect(await reasonOf(root, 'keep.log')).toEqual({
      kind: 'untracked',
      rule: { source: '.dumpignore', line: 1, pattern: '!keep.log' },
    });
    // A file below an ignored directory can't be re-included.
    expect(await reasonOf(root, 'dist/keep.log')).toMatchObject({ path: 'dist/' });
    const rulesOff = await collect(root, { useGitignore: false });
    expect(pathsOf(rulesOff)).not.toContain('secret/x');
    expect(pathsOf(rulesOff)).toContain('dist/keep.log');
    expect(pathsOf(await collect(root, { listed: ['secret/x'] }))).toEqual(['secret/x']);
  });

  test('applies from ignoreTop down, and can ignore the root', async () => {
    using directory = temporaryDirectory();
    const top = directory.path;
    writeTree(top, {
      '.dumpignore': '*.sql\n',
      'a/.dumpignore': 'b/\n',
      'a/b/x': '',
      'a/x.sql': '',
    });
    expect(pathsOf(await collect(`${top}/a`))).toEqual(['.dumpignore', 'x.sql']);
    const below = await collect(`${top}/a`, { ignoreTop: top });
    expect(pathsOf(below)).toEqual(['.dumpignore']);
    const hidden = await collect(`${top}/a/b`, { ignoreTop: top });
    expect(hidden).toMatchObject({ files: [], ignored: 1, busiestRule: { pattern: 'b/' } });
    const included = await collect(`${top}/a/b`, { ignoreTop: top, include: ['x'] });
    expect(pathsOf(included)).toEqual(['x']);
  });

  test.skipIf(findTool('mkfifo') === undefined)(
    'that is a link, a FIFO or a directory has no rules, which is told (needs mkfifo)',
    async () => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'r');
      writeTree(directory.path, {
        outside: '*\n',
        'r/a/x': '',
        'r/b/x': '',
        'r/c/.dumpignore/y': '',
      });
      symlinkSync('../outside', join(root, '.dumpignore'));
      execFileSync('mkfifo', [join(root, 'a/.dumpignore')]);
      symlinkSync('b', join(root, 'link'));
      const found = await collect(root);
      expect(pathsOf(found)).toEqual(['.dumpignore', 'a/x', 'b/x', 'c/.dumpignore/y', 'link']);
      const why = (file: string, reason: string) =>
        `The ignore rules of ${file} do not apply: ${reason}.`;
      expect(found.warnings).toEqual([
        why('.dumpignore', 'it is a symbolic link'),
        why('a/.dumpignore', 'it is not a regular file'),
        why('c/.dumpignore', 'it is not a regular file'),
      ]);
    },
  );
});

describe.skipIf(findTool('git') === undefined)('.dumpignore in git (needs git)', () => {
  const create = () => {
    const directory = temporaryDirectory();
    git(directory.path, 'init', '-q', '-b', 'main');
    return directory;
  };

  test('hides tracked files, in the directory, in a revision and since one', async () => {
    using directory = create();
    const root = directory.path;
    writeTree(root, {
      '.dumpignore': 'data/\n*.sql\n',
      'a.ts': '1',
      'b.sql': '1',
      'data/big': '1',
      'data/deep/x': '1',
      'src/c.sql': '1',
      'src/d.ts': '1',
    });
    commitAll(root);
    const expected = ['.dumpignore', 'a.ts', 'src/d.ts'];
    for (const found of [
      await collect(root),
      await collect(root, { trackedOnly: true }),
      await createRevisionCollector({ root, revision: 'HEAD' })(signal),
    ]) {
      expect(pathsOf(found)).toEqual(expected);
      // data/ counts once.
      expect([found.skipped, found.ignored]).toEqual([[], 3]);
    }
    expect(await reasonOf(root, 'data/deep/x')).toEqual({
      kind: 'ignored',
      rule: { source: '.dumpignore', line: 1, pattern: 'data/' },
      path: 'data/',
    });
    const include = ['data/deep/*'];
    expect(pathsOf(await collect(root, { include }))).toContain('data/deep/x');
    expect(pathsOf(await collect(root, { include, trackedOnly: true }))).toContain('data/deep/x');
    const revised = createRevisionCollector({ root, revision: 'HEAD', include });
    expect(pathsOf(await revised(signal))).toContain('data/deep/x');
    expect(await reasonOf(root, 'data/deep/x', { include })).toEqual({
      kind: 'option',
      option: 'include',
      value: 'data/deep/*',
    });

    rmSync(join(root, 'src/c.sql'));
    rmSync(join(root, 'src/d.ts'));
    writeFileSync(join(root, 'b.sql'), '2');
    const discover = createCollector({ root });
    const changes = await createChangesCollector({ root, since: 'HEAD', discover })(signal);
    expect(changes.files).toEqual([]);
    expect(changes.skipped).toEqual([{ path: 'src/d.ts', skipped: 'deleted' }]);
    const between = createChangesCollector({
      root,
      since: 'HEAD',
      revision: 'HEAD',
      discover: createRevisionCollector({ root, revision: 'HEAD' }),
    });
    expect(await between(signal)).toMatchObject({ files: [], skipped: [] });
  });

  test('a revision has the rules of its own files, from the top of its tree on', async () => {
    using directory = create();
    const root = directory.path;
    writeTree(root, {
      '.dumpignore': 'src/a\nsrc/sub/x\n',
      'src/a': '',
      'src/b': '',
      'src/sub/x': '',
    });
    commitAll(root);
    rmSync(join(root, '.dumpignore'));
    const list = async (options: { root: string; revision: string }) =>
      pathsOf(await createRevisionCollector(options)(signal));
    expect(await list({ root, revision: 'HEAD' })).toEqual(['.dumpignore', 'src/b']);
    expect(await list({ root, revision: 'HEAD:src' })).toEqual(['b']);
    expect(await list({ root: join(root, 'src'), revision: 'HEAD' })).toEqual(['b']);
    expect(pathsOf(await collect(root))).toContain('src/a');
    symlinkSync('src', join(root, '.dumpignore'));
    commitAll(root);
    const found = await createRevisionCollector({ root, revision: 'HEAD' })(signal);
    expect(pathsOf(found)).toEqual(['.dumpignore', 'src/a', 'src/b', 'src/sub/x']);
    expect(found.warnings).toEqual([
      'The ignore rules of .dumpignore do not apply: it is a symbolic link.',
    ]);
  });

  test('files above the root apply, and are stronger than all rules of git', async () => {
    using directory = create();
    const root = directory.path;
    writeTree(root, {
      '.gitignore': 'pkg/\n',
      '.dumpignore': '!pkg/\npkg/t/\n',
      'pkg/a/x': '',
      'pkg/t/x': '',
      'pkg/.gitignore': '!t/\n',
    });
    expect(pathsOf(await collect(join(root, 'pkg/a')))).toEqual(['x']);
    expect(pathsOf(await collect(join(root, 'pkg')))).toEqual(['.gitignore', 'a/x']);
    expect(await reasonOf(join(root, 'pkg/t'), 'x')).toMatchObject({
      rule: { source: join(root, '.dumpignore'), line: 2 },
    });
  });

  test('is read from the index where a sparse checkout omits it', async () => {
    using directory = create();
    const root = directory.path;
    writeTree(root, { 'a/.dumpignore': 'x\n', 'a/x': '', 'a/y': '' });
    commitAll(root);
    git(root, 'update-index', '--skip-worktree', 'a/.dumpignore');
    rmSync(join(root, 'a/.dumpignore'));
    expect(pathsOf(await collect(root))).toEqual(['a/y']);
    expect(pathsOf(await collect(root, { trackedOnly: true }))).toEqual(['a/y']);
  });

  test('those of a submodule and of the repository around it apply to its files', async () => {
    using directory = create();
    const root = directory.path;
    const inner = join(root, 'lib');
    mkdirSync(inner);
    git(inner, 'init', '-q', '-b', 'main');
    writeTree(root, {
      '.dumpignore': 'lib/t/\nlib/*.sql\n',
      'lib/.dumpignore': 'docs/\n',
      'lib/.gitignore': 'dist/\n',
      'lib/docs/x': '',
      'lib/t/x': '',
      'lib/x.sql': '',
      'lib/x.ts': '',
    });
    commitAll(inner);
    git(root, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
    writeTree(root, { 'lib/dist/keep.js': '', 'lib/dist/x.js': '' });
    const recurseSubmodules = true;
    const own = ['.dumpignore', 'lib/.dumpignore', 'lib/.gitignore'];
    const found = await collect(root, { recurseSubmodules });
    expect(pathsOf(found)).toEqual([...own, 'lib/x.ts']);
    // lib/docs/, lib/t/, lib/x.sql, lib/dist/
    expect(found.ignored).toBe(4);
    const include = ['lib/dist/keep.js', 'lib/t/**', 'lib/*.sql'];
    expect(pathsOf(await collect(root, { recurseSubmodules, include }))).toEqual([
      ...own,
      'lib/dist/keep.js',
      'lib/t/x',
      'lib/x.sql',
      'lib/x.ts',
    ]);
    writeFileSync(join(root, '.dumpignore'), 'lib\n');
    const hidden = await collect(root, { recurseSubmodules });
    expect([pathsOf(hidden), hidden.skipped, hidden.ignored]).toEqual([['.dumpignore'], [], 1]);
    expect(pathsOf(await collect(root, { recurseSubmodules, include: ['lib/x.ts'] }))).toEqual([
      '.dumpignore',
      'lib/x.ts',
    ]);
  });
});

describe('.dumpignore and listed paths', () => {
  test.each(findTool('git') === undefined ? [false] : [false, true])(
    'rules apply below a listed directory (in git: %s)',
    async (isInGit) => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, {
        '.dumpignore': 'a/\n*.sql\n',
        'a/.dumpignore': 'b/\nx\n',
        'a/b/x': '',
        'a/b/y': '',
        'a/b/z.sql': '',
        'a/x': '',
        'a/y': '',
        'c/x.sql': '',
      });
      if (isInGit) commitAll(root);
      const check = async (options: Partial<CollectorOptions>, expected: readonly string[]) => {
        const chosen = pathsOf(await collect(root, options));
        expect(chosen).toEqual(expected);
        for (const path of ['a/b/x', 'a/b/y', 'a/b/z.sql', 'a/x', 'a/y', 'c/x.sql']) {
          const [explained] = await explainPaths({ root, ...options }, [path], signal);
          expect([path, explained?.chosen]).toEqual([path, chosen.includes(path)]);
        }
      };
      await check({ listed: ['a'] }, ['a/.dumpignore', 'a/y']);
      await check({ listed: ['a/b', 'c/x.sql'] }, ['a/b/y', 'c/x.sql']);
      await check({ listed: ['a', 'a/b', 'a/x'] }, ['a/.dumpignore', 'a/b/y', 'a/x', 'a/y']);
      await check({ listed: ['a'], include: ['a/b/*'] }, [
        'a/.dumpignore',
        'a/b/x',
        'a/b/y',
        'a/b/z.sql',
        'a/y',
      ]);
      await check({ listed: ['a', 'a/b'], include: ['z.sql'] }, [
        'a/.dumpignore',
        'a/b/y',
        'a/b/z.sql',
        'a/y',
      ]);
      await check({ listed: ['.'] }, ['.dumpignore']);
    },
  );

  test.skipIf(findTool('git') === undefined)(
    'a deleted file that the rules below a listed directory hide is left out (needs git)',
    async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, {
        '.dumpignore': 'a/\n',
        'a/.dumpignore': 'b/\n',
        'a/b/y': '',
        'a/y': '',
      });
      commitAll(root);
      rmSync(join(root, 'a/y'));
      rmSync(join(root, 'a/b/y'));
      const options = { root, listed: ['a'] };
      const discover = createCollector(options);
      const changes = createChangesCollector({ ...options, since: 'HEAD', discover });
      expect((await changes(signal)).skipped).toEqual([{ path: 'a/y', skipped: 'deleted' }]);
    },
  );
});

describe.skipIf(findTool('git') === undefined)('include and ignore rules (needs git)', () => {
  test('below an ignored directory; only directories that can match are read', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    git(root, 'init', '-q');
    writeTree(root, {
      '.gitignore': 'dist/\nb.log\nnode_modules/\n',
      'b.log': '',
      'dist/keep.js': '',
      'dist/x.js': '',
      'dist/deep/keep.js': '',
      'node_modules/keep.js/x': '',
    });
    // A repository of its own is recorded when it is met, which shows that a directory was read.
    mkdirSync(join(root, 'node_modules/own'));
    git(join(root, 'node_modules/own'), 'init', '-q');
    const include = ['dist/keep.js', 'b.log'];
    const narrow = await collect(root, { include: ['dist/keep.js'] });
    expect(pathsOf(narrow)).toEqual(['.gitignore', 'dist/keep.js']);
    // b.log, dist/ (as x.js is left out) and node_modules/
    expect([narrow.skipped, narrow.ignored]).toEqual([[], 3]);
    const wide = await collect(root, { include });
    expect(pathsOf(wide)).toEqual(['.gitignore', 'b.log', 'dist/keep.js']);
    expect(wide.skipped.map(({ path }) => path)).toEqual(['node_modules/own/']);
    expect(await reasonOf(root, 'b.log', { include })).toMatchObject({ option: 'include' });
    expect(await reasonOf(root, 'dist/x.js', { include })).toMatchObject({ kind: 'ignored' });
  });

  test('neither .git in any case nor own outputs are included', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    git(root, 'init', '-q');
    writeTree(root, {
      '.gitignore': '.GIT/\nout/\n',
      '.GIT/config': '',
      'out/own.md': '',
      'out/x.md': '',
    });
    const options = { include: ['**', '.GIT/*'], isOwnOutput: (path: string) => /own/.test(path) };
    expect(pathsOf(await collect(root, options))).toEqual(['.gitignore', 'out/x.md']);
    expect(await reasonOf(root, 'out/own.md', options)).toMatchObject({ kind: 'ignored' });
    const excluded = { useGitignore: false, excludedDirs: ['.GIT'], include: ['.GIT/*', 'own.md'] };
    expect(pathsOf(await collect(root, excluded))).toEqual([
      '.gitignore',
      'out/own.md',
      'out/x.md',
    ]);
    expect(await reasonOf(root, '.git/config', options)).toMatchObject({ what: 'git directory' });
  });
});
