import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Discovery, toFsPath } from '@create-dump/core';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  createChangesCollector,
  createCollector,
  createFileReader,
  createObjectReader,
  createRevisionCollector,
  type CollectorOptions,
  explainPaths,
} from '../src/index.js';

const { signal } = new AbortController();
const collect = (root: string, options: Partial<CollectorOptions> = {}) =>
  createCollector({ root, gitMetadata: false, ...options })(signal);
const pathsOf = ({ files }: Discovery) => files.map(({ path }) => path);

describe('createCollector', () => {
  test('nested roots are omitted without a record, tracked or not, whatever the other options', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, { 'a/x/1': '', 'a/x/y/2': '', 'a/xy': '', 'b/x/3': '', x: '' });
    git(root, 'init', '-q');
    commitAll(root);
    writeTree(root, { 'a/x/untracked': '', 'b/new': '' });
    const nestedRoots = ['a/x', 'gone'];
    for (const options of [{}, { include: ['**'] }, { exclude: ['c'] }]) {
      const found = await collect(root, { nestedRoots, ...options });
      expect(pathsOf(found)).toEqual(['a/xy', 'b/new', 'b/x/3', 'x']);
      expect(found.skipped).toEqual([]);
    }
    const tracked = await collect(root, { nestedRoots, trackedOnly: true });
    expect(pathsOf(tracked)).toEqual(['a/xy', 'b/x/3', 'x']);
    expect(tracked.skipped).toEqual([]);
    const [explanation] = await explainPaths({ root, nestedRoots }, ['a/x/y/2'], signal);
    expect(explanation).toMatchObject({ chosen: false, reason: { option: 'nestedRoots' } });
  });

  test('outside a repository: all files that no .gitignore ignores, sorted by bytes, with modes and sizes', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'a/b': '123',
      'a.x': '',
      'a-x': '',
      run: { content: '#!', executable: true },
      link: { link: 'a' },
      '😀': '',
      '\uFFF0': '',
      'latin1:bad\xFF': '',
      '.gitignore': 'log\n',
      'a/log/x': '',
      '.git/config': 'not a repository',
    });
    const {
      files,
      skipped,
      ignored,
      git: facts,
      name,
    } = await createCollector({ root: directory.path })(signal);
    const marks = files.map(({ path, changeMark }) => ({ path, changeMark }));
    expect(marks).toEqual(
      files.map(({ path }) => {
        const { mtimeMs, ctimeMs } = lstatSync(toFsPath(join(directory.path, path)));
        return { path, changeMark: Math.floor(Math.max(mtimeMs, ctimeMs) * 1000) | 0 };
      }),
    );
    expect(files.map(({ path, mode, size }) => ({ path, mode, size }))).toEqual([
      { path: '.gitignore', mode: '100644', size: 4 },
      { path: 'a-x', mode: '100644', size: 0 },
      { path: 'a.x', mode: '100644', size: 0 },
      { path: 'a/b', mode: '100644', size: 3 },
      { path: 'bad\uDCFF', mode: '100644', size: 0 },
      { path: 'link', mode: '120000', size: 1 },
      { path: 'run', mode: '100755', size: 2 },
      { path: '\uFFF0', mode: '100644', size: 0 },
      { path: '😀', mode: '100644', size: 0 },
    ]);
    expect({ skipped, ignored, facts }).toEqual({ skipped: [], ignored: 1, facts: undefined });
    expect(directory.path.endsWith(name)).toBe(true);
  });

  test('names the rule that ignores the most entries of the root', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      '.gitignore': 'one\n# all\n/*\n',
      one: '',
      two: '',
      'three/x': '',
    });
    expect(await collect(directory.path)).toMatchObject({
      files: [],
      ignored: 4,
      busiestRule: { source: '.gitignore', line: 3, pattern: '/*' },
    });
    expect(pathsOf(await collect(directory.path, { useGitignore: false }))).toHaveLength(4);
  });

  test('records special files and unreadable directories', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, { file: '', 'closed/file': '', 'z/file': '' });
    chmodSync(join(root, 'closed'), 0);
    const server = createServer().listen(join(root, 'socket'));
    const { files, skipped } = await collect(root);
    server.close();
    chmodSync(join(root, 'closed'), 0o755);
    // The superuser can read everything.
    const isRoot = process.getuid?.() === 0;
    expect(files.map(({ path }) => path)).toEqual(
      isRoot ? ['closed/file', 'file', 'z/file'] : ['file', 'z/file'],
    );
    expect(skipped).toEqual([
      ...(isRoot ? [] : [{ path: 'closed/', skipped: 'unreadable', detail: 'EACCES' }]),
      { path: 'socket', skipped: 'special', detail: 'a socket' },
    ]);
  });

  test('listed paths: exactly these, all below directories, and a record for each missing one', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, {
      '.gitignore': '*.log\nout',
      'a.log': '',
      b: '',
      'c/d': '',
      'c/e/f': '',
      'c/e/g.log': '',
      'c/h/x': '',
      'out/i': '',
      'out/j.log': '',
      c2: { link: 'c' },
    });
    const listed = ['./a.log', 'c//d', `${root}/b`, 'gone', 'c', 'c/e/', 'c2/d', 'b', 'out'];
    const options = { listed: [...listed, '.git/x', 'c/h/.git'], excludedDirs: ['h'] };
    const { files, skipped } = await collect(root, options);
    // Rules don't apply to what is listed itself, but to what is below.
    const chosen = ['a.log', 'b', 'c/d', 'c/e/f', 'out/i'];
    expect(files.map(({ path }) => path)).toEqual(chosen);
    const explained = await explainPaths({ root, ...options }, [...chosen, 'c/e/g.log', 'out/j.log', 'c/h/x'], signal); // oxfmt-ignore
    expect(explained.filter((one) => one.chosen).map(({ path }) => path)).toEqual(chosen);
    expect(skipped).toEqual([
      { path: '.git/x', skipped: 'excluded', detail: '.git' },
      { path: 'c/h/', skipped: 'excluded', detail: 'h' },
      { path: 'c/h/.git', skipped: 'excluded', detail: '.git' },
      { path: 'c2/d', skipped: 'vanished', detail: 'ENOENT' },
      { path: 'gone', skipped: 'vanished', detail: 'ENOENT' },
    ]);
    const whole = await collect(root, { listed: ['.', 'c'] });
    expect(whole.files).toEqual((await collect(root)).files);
    await expect(collect(root, { listed: ['../x'] })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('rejects a root that is missing or not a directory', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { file: '' });
    await expect(collect(join(directory.path, 'gone'))).rejects.toMatchObject({
      code: 'ROOT_INVALID',
    });
    await expect(collect(join(directory.path, 'file'))).rejects.toMatchObject({
      code: 'ROOT_INVALID',
    });
  });

  test('stops when the signal is aborted', async () => {
    using directory = temporaryDirectory();
    writeTree(
      directory.path,
      Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`f${at}`, ''])),
    );
    const reason = new Error('stop');
    const controller = new AbortController();
    const running = createCollector({ root: directory.path })(controller.signal);
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
  });
});

describe.skipIf(findTool('git') === undefined)(
  'createCollector in a repository (needs git)',
  () => {
    test('submodules and nested repositories', async () => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'top');
      writeTree(directory.path, {
        'sub/x': '',
        'top/a': '',
        'top/nested/x': '',
        'top/fake/.git': 'gitdir: nowhere',
        'top/fake/x': '',
      });
      commitAll(join(directory.path, 'sub'));
      git(root, 'init', '-q', '-b', 'main');
      git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../sub', 'mod');
      commitAll(join(root, 'nested'));
      const commit = git(join(directory.path, 'sub'), 'rev-parse', 'HEAD').toString().trim();
      const found = await collect(root);
      expect(pathsOf(found)).toEqual(['.gitmodules', 'a', 'fake/x']);
      expect(found.skipped).toEqual([
        { path: 'mod', skipped: 'submodule', mode: '160000', detail: commit },
        {
          path: 'nested/',
          skipped: 'submodule',
          mode: '160000',
          detail: 'a repository of its own, not tracked',
        },
      ]);
      const below = await createCollector({ root: join(root, 'mod') })(signal);
      expect(pathsOf(below)).toEqual(['x']);
      expect(below.git).toEqual({ branch: 'main', commit, dirty: false });
    });

    test('submodules in submodules, with the rules of the outermost root', async () => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'top');
      writeTree(directory.path, { 'inner/x': '', 'sub/y': '', 'sub/y.log': '', 'top/a': '' });
      commitAll(join(directory.path, 'inner'));
      const add = (within: string, from: string, path: string) =>
        git(within, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', from, path);
      git(join(directory.path, 'sub'), 'init', '-q', '-b', 'main');
      add(join(directory.path, 'sub'), '../inner', 'deep');
      commitAll(join(directory.path, 'sub'));
      git(root, 'init', '-q', '-b', 'main');
      add(root, '../sub', 'mod');
      git(
        root,
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'update',
        '--init',
        '--recursive',
      );
      git(root, 'add', '-A');
      const found = await collect(root, { recurseSubmodules: true });
      expect(pathsOf(found).join('\0')).toBe(
        git(root, 'ls-files', '-z', '--recurse-submodules').toString().replace(/\0$/, ''),
      );
      const some = await collect(root, {
        recurseSubmodules: true,
        exclude: ['*.log', 'mod/deep/**'],
      });
      expect(pathsOf(some)).toEqual(['.gitmodules', 'a', 'mod/.gitmodules', 'mod/y']);
      expect(some.skipped.map(({ path }) => path)).toEqual(['mod/deep/', 'mod/y.log']);
    });

    test('tracked files: ignored ones are chosen, missing ones leave no record, conflicts count once', async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, { a: 'base', 'out/x': '', gone: '', 'moved/x': '' });
      commitAll(root);
      git(root, 'checkout', '-q', '-b', 'other');
      writeFileSync(join(root, 'a'), 'other');
      git(root, 'commit', '-q', '-a', '-m', 'other');
      git(root, 'checkout', '-q', 'main');
      writeFileSync(join(root, 'a'), 'main');
      git(root, 'commit', '-q', '-a', '-m', 'main');
      expect(() => git(root, 'merge', '-q', 'other')).toThrow(/failed/);
      writeTree(root, { '.gitignore': 'out\n', 'out/y': '', new: '' });
      rmSync(join(root, 'gone'));
      rmSync(join(root, 'moved'), { recursive: true });
      symlinkSync('out', join(root, 'moved'));
      const found = await createCollector({ root })(signal);
      expect(pathsOf(found)).toEqual(['.gitignore', 'a', 'moved', 'new', 'out/x']);
      expect(found).toMatchObject({ skipped: [], ignored: 1, git: { dirty: true } });
      expect(pathsOf(await collect(root, { trackedOnly: true }))).toEqual(['a', 'out/x']);
    });

    test('a sparse checkout, with collapsed directories in its index', async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, { top: '', 'in/x': '', 'out/deep/x': '', 'out/.gitignore': 'ignored\n' });
      commitAll(root);
      git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
      const found = await createCollector({ root })(signal);
      expect(pathsOf(found)).toEqual(['in/x', 'top']);
      expect(found.git?.dirty).toBe(false);
      writeTree(root, { 'out/deep/x': '' });
      expect(pathsOf(await collect(root, { trackedOnly: true }))).toEqual([
        'in/x',
        'out/deep/x',
        'top',
      ]);
    });

    test('an ignore file that a sparse checkout omits applies all the same, as in git', async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, { '.gitignore': '*.log\n', 'in/x': '' });
      commitAll(root);
      git(root, 'sparse-checkout', 'set', '--no-cone', '/in/');
      writeTree(root, { 'in/y.log': '' });
      expect(existsSync(join(root, '.gitignore'))).toBe(false);
      const listed = git(root, 'ls-files', '-o', '--exclude-standard').toString();
      expect(listed).toBe('');
      expect(pathsOf(await collect(root))).toEqual(['in/x']);
    });

    test('a root below an ignored directory: only tracked files, and the rule is named', async () => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'out/deep');
      writeTree(directory.path, { '.gitignore': 'x\nout/\n', 'out/deep/x': '', 'out/deep/y': '' });
      git(directory.path, 'init', '-q');
      expect(await collect(root)).toMatchObject({
        files: [],
        busiestRule: { source: join(directory.path, '.gitignore'), line: 2, pattern: 'out/' },
      });
      git(directory.path, 'add', '-f', 'out/deep/y');
      expect(pathsOf(await collect(root))).toEqual(['y']);
    });

    test.each([
      ['https://example.org/group/project.git', 'project'],
      ['git@example.org:project', 'project'],
      ['../some/project/', 'project'],
      [undefined, 'here'],
    ])('the name of a tree with the origin %s is %s', async (url, name) => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'here');
      writeTree(root, { 'below/x': '' });
      commitAll(root);
      if (url !== undefined) git(root, 'remote', 'add', 'origin', url);
      expect((await collect(root)).name).toBe(name);
      expect((await collect(join(root, 'below'))).name).toBe('below');
    });

    test('core.excludesFile: relative to ~, absolute or empty; without it, the excludesFile option', async () => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'r');
      writeTree(directory.path, { 'r/a': '', 'r/b': '', 'home/own': 'a\n', passed: 'b\n' });
      git(root, 'init', '-q');
      const excludesFile = join(directory.path, 'passed');
      const homeDirectory = join(directory.path, 'home');
      const found = async () => pathsOf(await collect(root, { excludesFile, homeDirectory }));
      expect(await found()).toEqual(['a']);
      for (const value of ['~/own', `${homeDirectory}/own`]) {
        git(root, 'config', 'core.excludesFile', value);
        expect(await found()).toEqual(['b']);
      }
      git(root, 'config', 'core.excludesFile', '');
      expect(await found()).toEqual(['a', 'b']);
    });

    test.each([
      ['~/fifo', 'The ignore rules of ~/fifo do not apply: it is not a regular file.'],
      ['~/d/', 'The ignore rules of ~/d do not apply: it is not a regular file.'],
      [
        '~other/x',
        "The ignore rules of core.excludesFile = ~other/x do not apply: the path can't be expanded.",
      ],
    ])('an ignore file that can not be read is told: %s', async (value, message) => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'r');
      writeTree(directory.path, { 'r/a': '', 'home/d/x': '' });
      execFileSync('mkfifo', [join(directory.path, 'home/fifo')]);
      commitAll(root);
      git(root, 'config', 'core.excludesFile', value);
      const homeDirectory = join(directory.path, 'home');
      const discovery = await createCollector({ root, homeDirectory })(signal);
      const { warnings, git: facts } = discovery;
      expect(warnings).toEqual([message]);
      expect(facts).toMatchObject({ dirty: false, note: message });
    });

    test('runs nothing that a repository configures', async () => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'r');
      const mark = join(directory.path, 'mark');
      writeTree(directory.path, {
        'leave-mark': { content: `#!/bin/sh\necho "$0 $*" >> '${mark}'\ncat\n`, executable: true },
        'r/a.txt': 'a\n',
        'r/b.bin': 'b\n',
        'r/.gitattributes':
          '*.txt filter=x diff=x text\n*.bin ident working-tree-encoding=ISO-8859-1\n',
      });
      commitAll(root);
      const program = join(directory.path, 'leave-mark');
      const settings = [
        'core.fsmonitor',
        'filter.x.smudge',
        'filter.x.clean',
        'filter.x.process',
        'diff.external',
        'diff.x.textconv',
        'diff.x.command',
        'core.sshCommand',
        'core.pager',
        'core.editor',
        'gpg.program',
        'uploadpack.packObjectsHook',
        'alias.ls-files',
      ];
      for (const key of settings)
        git(root, 'config', key, key.startsWith('alias') ? `!${program}` : program);
      const hooks = [
        'post-index-change',
        'pre-commit',
        'post-checkout',
        'fsmonitor-watchman',
        'reference-transaction',
      ];
      for (const hook of hooks)
        writeTree(root, {
          [`.git/hooks/${hook}`]: { content: readFileSync(program), executable: true },
        });
      git(root, 'config', '--add', 'core.hooksPath', '.git/hooks');
      execFileSync('sh', ['-c', `echo '[include] path = "|${program}"' >> .git/config`], {
        cwd: root,
      });
      writeTree(root, { 'a.txt': 'changed\n', 'b.bin': 'B\n', 'new.txt': '' });

      const discover = createCollector({ root });
      const { files, git: facts } = await discover(signal);
      expect(facts?.dirty).not.toBe(false);
      const read = createFileReader({ root });
      for (const file of files) expect('skipped' in read(file)).toBe(false);
      const revision = await createRevisionCollector({ root, revision: 'HEAD' })(signal);
      const open = createObjectReader({ root });
      for (const file of revision.files) expect('skipped' in open(file)).toBe(false);
      await createChangesCollector({ root, since: 'HEAD', discover })(signal);
      await explainPaths({ root }, pathsOf(revision), signal);
      expect(existsSync(mark)).toBe(false);
    });

    test('never reads an ignored directory (needs access times)', async (context) => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, { '.gitignore': 'node_modules/\n', 'node_modules/a/b': '', 'src/a/b': '' });
      git(root, 'init', '-q');
      const longAgo = 1e9;
      const places = ['node_modules', 'node_modules/a', 'src', 'src/a'].map((name) =>
        join(root, name),
      );
      for (const place of places) utimesSync(place, longAgo, longAgo + 1);
      const { ignored } = await collect(root);
      expect(ignored).toBe(1);
      const [modules, below, ...control] = places.map((place) => statSync(place).atimeMs / 1000);
      if (control.includes(longAgo)) context.skip('this file system stores no access times');
      expect([modules, below]).toEqual([longAgo, longAgo]);
    });
  },
);
