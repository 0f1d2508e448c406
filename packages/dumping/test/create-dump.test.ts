import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDump, dumpProject, ownProcess } from '../src/index.js';

describe('createDump', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-22T07:19:00Z'), toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('dumps a directory into another one, under its name and the present time', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'code/hello.txt': 'Hello!\n' });
    const root = join(directory.path, 'code');
    const dest = join(directory.path, 'out/dumps');
    const { path, files } = await createDump({ root, dest });
    expect(path).toBe(join(dest, 'code_all_code_dump_20261122_071900.md'));
    expect(files).toBe(1);
    expect(readdirSync(dest)).toHaveLength(2);
    expect(readFileSync(path ?? '', 'utf8')).toContain('| @create-dump/dumping,');
  });

  it('takes relative paths, a symbolic link as the root, and the beginning of a name', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'code/hello.txt': 'Hello!\n' });
    symlinkSync('code', join(directory.path, 'link'));
    const here = relative(process.cwd(), directory.path);
    const root = join(here, 'link');
    const { path } = await createDump({ root, dest: join(here, 'mine.md') });
    expect(path).toBe(join(directory.path, 'mine_all_code_dump_20261122_071900.md'));
  });

  it('takes the options of dumpProject, and makes the same dump', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'code/a.txt': 'a\n', 'code/b.log': 'b\n' });
    const root = join(directory.path, 'code');
    const options = {
      selection: { exclude: ['*.log'] },
      name: 'mine',
      compress: true,
      mode: 0o640,
    };
    const run = { tool: 'test 1', generatedAt: new Date('2026-01-02T03:04:05Z') };
    const made = await createDump({ root, dest: join(directory.path, 'x'), ...options, ...run });
    const { pid, hostname } = ownProcess();
    const same = await dumpProject(
      {
        ...options,
        selection: { root, exclude: ['*.log'] },
        destination: { kind: 'directory', directory: join(directory.path, 'y') },
      },
      { ...run, process: { pid, hostname, now: new Date() } },
    );
    expect(basename(made.path ?? '')).toBe('code_all_code_dump_20260102_030405.md.gz');
    expect(made.sha256).toBe(same.sha256);
    expect(made.files).toBe(1);
  });

  it("leaves out what the user's git ignores", async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'home/git/ignore': '*.secret\n',
      'code/a.txt': 'a\n',
      'code/b.secret': 'b\n',
    });
    const root = join(directory.path, 'code');
    execFileSync('git', ['init', '-q'], { cwd: root });
    vi.stubEnv('XDG_CONFIG_HOME', join(directory.path, 'home'));
    vi.stubEnv('GIT_CONFIG_GLOBAL', '');
    const { files } = await createDump({ root, dest: join(directory.path, 'out') });
    expect(files).toBe(1);
  });

  it('names what is wrong', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'a.txt': 'a\n' });
    const root = join(directory.path, 'missing');
    await expect(createDump({ root, dest: directory.path })).rejects.toMatchObject({
      code: 'ROOT_INVALID',
      message: expect.stringMatching(/^Can't dump .*missing: .*no such file/i),
    });
    const dest = join(directory.path, ' .md');
    await expect(createDump({ root: directory.path, dest })).rejects.toMatchObject({
      code: 'USAGE',
    });
    await expect(createDump({ root: directory.path, dest: 's3://bucket/x' })).rejects.toThrow(
      /store/u,
    );
    await expect(
      createDump({ root: directory.path, dest: directory.path, signal: AbortSignal.abort() }),
    ).rejects.toThrow(/abort/i);
  });
});
