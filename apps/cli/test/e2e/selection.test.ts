import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
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

describe('create-dump files', () => {
  it('lists what git lists', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      '.gitignore': '*.log\n!keep.log\nout/\n',
      'tracked.log': 'tracked though ignored',
      'src/é.ts': '',
      'latin1:raw\xFF': '',
      'new\nline': '',
    });
    commitAll(directory.path);
    writeTree(directory.path, {
      'new.ts': '',
      'keep.log': '',
      'drop.log': '',
      'out/x': '',
      'deep/.gitignore': 'y\n',
      'deep/y': '',
    });
    const ours = await runBin(['files', '-z'], { cwd: directory.path });
    const theirs = git(
      directory.path,
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
    );
    const sorted = (bytes: Buffer) => bytes.toString('latin1').split('\0').sort();
    expect(ours.code).toBe(0);
    expect(sorted(ours.stdout)).toEqual(sorted(theirs));
    expect((await runBin(['files'], { cwd: directory.path })).stdout.toString()).toContain(
      'new\\nline\n',
    );
  });
});

describe("the user's own ignore rules", () => {
  it('apply, from where git reads them', async () => {
    using directory = temporaryDirectory();
    const home = join(directory.path, 'home');
    writeTree(directory.path, {
      'repo/a.own': '',
      'repo/a.default': '',
      'home/.gitconfig': '[core]\n\texcludesFile = ~/ignored\n',
      'home/ignored': '*.own\n',
      'plain/.config/git/ignore': '*.default\n',
    });
    const root = join(directory.path, 'repo');
    git(root, 'init', '-q');
    const list = async (env: NodeJS.ProcessEnv) =>
      (
        await runBin(['files'], { cwd: root, env: { GIT_CONFIG_NOSYSTEM: '1', ...env } })
      ).stdout.toString();
    expect(await list({ HOME: home })).toBe('a.default\n');
    expect(await list({ HOME: join(directory.path, 'plain') })).toBe('a.own\n');
  });
});

describe('what of the ignore rules could not be read', () => {
  it('is told by every command that selects files, on stderr and in --json', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'repo/a': '',
      'home/.gitconfig': '[core]\n\texcludesFile = ~/rules\n',
      'home/rules/x': '',
    });
    const cwd = join(directory.path, 'repo');
    git(cwd, 'init', '-q');
    const run = (...args: string[]) =>
      runBin(args, { cwd, env: { GIT_CONFIG_NOSYSTEM: '1', HOME: join(directory.path, 'home') } });
    const message = 'The ignore rules of ~/rules do not apply: it is not a regular file.';
    for (const args of [
      ['files'],
      ['explain', 'a'],
      ['--dry-run'],
      ['--dest', '../out'],
      ['batch', '--dest', '../out', '--dry-run'],
      ['diff', '.', '.'],
    ]) {
      const { code, stderr } = await run(...args);
      expect({ args, code, told: stderr.includes(message) }).toEqual({ args, code: 0, told: true });
    }
    for (const args of [['files'], ['explain', 'a'], ['--dry-run'], ['--dest', '../out']]) {
      const { stdout } = await run(...args, '--json');
      expect({ args, ...JSON.parse(stdout.toString()) }).toMatchObject({
        args,
        warnings: [message],
      });
    }
    expect((await run('files', '--quiet')).stderr).toBe('');
  });
});

describe('create-dump explain', () => {
  it('names the rule, its file and line', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      '.gitignore': '# comment\n*.log\n!keep.log\n',
      'sub/.gitignore': '/x\n',
      'tracked.log': '',
    });
    commitAll(directory.path);
    writeTree(directory.path, {
      'a.log': '',
      'keep.log': '',
      'sub/x/y': '',
      plain: '',
      'x.tmp': '',
    });
    const paths = [
      'a.log',
      'keep.log',
      'sub/x/y',
      'plain',
      'tracked.log',
      'x.tmp',
      'gone',
      '.git/HEAD',
    ];
    const { code, stdout } = await runBin(['explain', ...paths, '--exclude', '*.tmp'], {
      cwd: directory.path,
    });
    expect(code).toBe(0);
    expect(stdout.toString().split('\n')).toEqual([
      'a.log: not dumped, .gitignore:2 "*.log" ignores it',
      'keep.log: dumped, .gitignore:3 "!keep.log" re-includes it',
      'sub/x/y: not dumped, sub/.gitignore:1 "/x" ignores sub/x/',
      'plain: dumped, no rule ignores it',
      'tracked.log: dumped, git tracks it',
      'x.tmp: not dumped, --exclude "*.tmp" excludes it',
      'gone: not dumped, there is no such file',
      '.git/HEAD: not dumped, it belongs to git',
      '',
    ]);
  });
});

describe('create-dump single --ref', () => {
  it('dumps what git archive packs, also from a bare clone and without git', async () => {
    using directory = temporaryDirectory();
    const work = join(directory.path, 'work');
    writeTree(work, {
      'a.txt': 'first\n',
      'bin/run': { content: 'x', executable: true },
      link: { link: 'a.txt' },
    });
    commitAll(work);
    writeTree(work, { 'a.txt': 'second\n', 'b.bin': Buffer.from([0, 1]) });
    git(work, 'commit', '-qam', 'second');
    git(work, 'gc', '-q');
    git(directory.path, 'clone', '-q', '--bare', work, 'bare.git');
    mkdirSync(join(directory.path, 'archived'));
    const archive = git(work, 'archive', 'HEAD~1');
    execFileSync('tar', ['x', '-C', join(directory.path, 'archived')], { input: archive });
    for (const root of ['work', 'bare.git']) {
      const args = [root, '--ref', 'HEAD~1', '--binary', 'embed', '--output', `${root}.md`];
      expect(
        (await runBin(args, { cwd: directory.path, env: { PATH: '/nonexistent' } })).code,
      ).toBe(0);
      await runBin(['restore', `${root}.md`, '--to', `restored-${root}`], { cwd: directory.path });
      expect(readTree(join(directory.path, `restored-${root}`))).toEqual(
        readTree(join(directory.path, 'archived')),
      );
    }
  });

  it('names a missing revision', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'a' });
    commitAll(directory.path);
    const { code, stderr } = await runBin(['--ref', 'no-such-tag'], { cwd: directory.path });
    expect(code).toBe(2);
    expect(stderr).toContain('no-such-tag');
  });
});

describe('a hostile repository', () => {
  it("can't make the program run anything from its configuration", async () => {
    using directory = temporaryDirectory();
    const mark = join(directory.path, 'mark');
    const program = join(directory.path, 'program');
    writeFileSync(program, `#!/bin/sh\necho run >> ${mark}\ncat\n`);
    chmodSync(program, 0o755);
    const root = join(directory.path, 'repo');
    writeTree(root, { 'a.txt': 'a\n', '.gitattributes': '*.txt filter=x diff=x\n' });
    commitAll(root);
    const hooks = join(directory.path, 'hooks');
    writeTree(hooks, {
      'post-index-change': { content: `#!/bin/sh\necho hook >> ${mark}\n`, executable: true },
    });
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['filter.x.clean', program],
      ['filter.x.smudge', program],
      ['filter.x.required', 'true'],
      ['diff.x.textconv', program],
      ['diff.external', program],
      ['core.hooksPath', hooks],
      ['core.pager', program],
      ['gpg.program', program],
      ['log.showSignature', 'true'],
    ] as const) {
      git(root, 'config', key, value);
    }
    writeTree(root, { 'a.txt': 'changed\n', new: '' });
    const commands = [
      [],
      ['files'],
      ['explain', 'a.txt'],
      ['--ref', 'HEAD'],
      ['--diff-since', 'HEAD'],
      ['--dry-run'],
    ];
    for (const args of commands) {
      expect((await runBin([...args], { cwd: root })).code).toBe(0);
    }
    expect(existsSync(mark)).toBe(false);
    // The trap is armed: git itself falls into it.
    git(root, 'status');
    expect(existsSync(mark)).toBe(true);
  });
});
