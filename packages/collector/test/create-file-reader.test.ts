import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { FileMode, OpenSource, OpenSourceFile, SkippedFile } from '@create-dump/core';
import {
  arbitraryTree,
  findTool,
  readTree,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCollector, createFileReader } from '../src/index.js';

const { signal } = new AbortController();
const hasDescriptorPaths = existsSync('/proc/self/fd');

function read(open: OpenSourceFile, path: string, mode: FileMode = '100644'): Buffer | SkippedFile {
  const source = open({ path, mode, size: 0 });
  return 'skipped' in source ? source : contentOf(source);
}

function contentOf(source: OpenSource): Buffer {
  const parts: Buffer[] = [];
  const target = Buffer.alloc(7);
  for (let at = 0; ;) {
    const count = source.read(target, at);
    if (count === 0) break;
    parts.push(Buffer.from(target.subarray(0, count)));
    at += count;
  }
  source[Symbol.dispose]();
  return Buffer.concat(parts);
}

describe('createFileReader', () => {
  test('reads back any tree, whatever its names and contents', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTree, async (tree) => {
        using directory = temporaryDirectory();
        const root = directory.path;
        writeTree(root, tree);
        const { files } = await createCollector({ root, useGitignore: false })(signal);
        const open = createFileReader({ root });
        const found = files.map((file) => {
          const content = read(open, file.path, file.mode);
          return `${file.mode} ${Buffer.isBuffer(content) ? content.toString('latin1') : content.skipped}`;
        });
        expect(found.sort()).toEqual([...readTree(root).values()].sort());
      }),
      { numRuns: 50 },
    );
  });

  test('the content of a link is its target; links are never followed', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      out: { link: '/etc/passwd' },
      odd: { link: Buffer.from([0xff, 0x0a]) },
    });
    const open = createFileReader({ root: directory.path });
    expect(read(open, 'out', '120000')).toEqual(Buffer.from('/etc/passwd'));
    expect(read(open, 'odd', '120000')).toEqual(Buffer.from([0xff, 0x0a]));
    expect(read(open, 'out')).toEqual({ path: 'out', skipped: 'vanished', detail: 'ELOOP' });
  });

  test('files that were replaced by a link or directory or deleted, and a link replaced by a file', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'dir/x': '', file: 'f' });
    const open = createFileReader({ root: directory.path });
    expect(read(open, 'dir')).toEqual({ path: 'dir', skipped: 'special', detail: 'a directory' });
    expect(read(open, 'gone')).toEqual({ path: 'gone', skipped: 'vanished', detail: 'ENOENT' });
    expect(read(open, 'no/such')).toEqual({
      path: 'no/such',
      skipped: 'vanished',
      detail: 'ENOENT',
    });
    expect(read(open, 'file/x')).toEqual({
      path: 'file/x',
      skipped: 'vanished',
      detail: 'ENOTDIR',
    });
    expect(read(open, 'file', '120000')).toMatchObject({ path: 'file', skipped: 'vanished' });
  });

  test('a directory replaced by a link is never followed, at any depth and at any time', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'root');
    writeTree(directory.path, {
      'root/a/b/x': 'inside',
      'root/a/b/y': 'inside',
      'outside/b/x': 'secret',
      'outside/x': 'secret',
    });
    const open = createFileReader({ root });
    expect(read(open, 'a/b/x')).toEqual(Buffer.from('inside'));
    renameSync(join(root, 'a'), join(root, 'old'));
    symlinkSync('../outside', join(root, 'a'));
    // The directory that was opened is still in use, where a path can name it.
    const vanished = expect.objectContaining({ skipped: 'vanished' }) as unknown;
    expect(read(open, 'a/b/y')).toEqual(hasDescriptorPaths ? Buffer.from('inside') : vanished);
    await setImmediate();
    expect(read(open, 'a/b/x')).toMatchObject({ skipped: 'vanished' });
    expect(read(open, 'a/x')).toMatchObject({ skipped: 'vanished' });
    rmSync(join(root, 'a'));
    symlinkSync('old', join(root, 'a'));
    expect(read(createFileReader({ root }), 'a/b/x')).toMatchObject({
      skipped: 'vanished',
      detail: 'ELOOP',
    });
  });

  test.skipIf(findTool('mkfifo') === undefined)('does not block on a FIFO', () => {
    using directory = temporaryDirectory();
    execFileSync('mkfifo', [join(directory.path, 'fifo')]);
    expect(read(createFileReader({ root: directory.path }), 'fifo')).toEqual({
      path: 'fifo',
      skipped: 'special',
      detail: 'a FIFO',
    });
  });

  test.skipIf(process.getuid?.() === 0)('a file without read permission (skipped as root)', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { file: 'x' });
    chmodSync(join(directory.path, 'file'), 0);
    expect(read(createFileReader({ root: directory.path }), 'file')).toEqual({
      path: 'file',
      skipped: 'unreadable',
      detail: 'EACCES',
    });
  });

  test('notices a change while a file is open', () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'file');
    writeFileSync(path, 'one');
    const source = createFileReader({ root: directory.path })({
      path: 'file',
      mode: '100644',
      size: 3,
    });
    if ('skipped' in source) throw new Error(source.skipped);
    expect([source.size, source.unchanged()]).toEqual([3, true]);
    appendFileSync(path, 'two');
    expect([source.size, source.unchanged()]).toEqual([3, false]);
    expect(contentOf(source)).toEqual(Buffer.from('onetwo'));
  });

  test('opens a file as it was discovered, and notices a change since then', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { same: 'same', longer: 'one', other: 'one' });
    const { files } = await createCollector({ root: directory.path })(signal);
    // Linux stamps files by the tick of its clock, which is 10 ms at the coarsest.
    await sleep(20);
    appendFileSync(join(directory.path, 'longer'), 'two');
    writeFileSync(join(directory.path, 'new'), 'two');
    renameSync(join(directory.path, 'new'), join(directory.path, 'other'));
    const open = createFileReader({ root: directory.path });
    const found = files.map((file) => {
      const source = open(file, true);
      if ('skipped' in source) throw new Error(source.skipped);
      const unchanged = source.unchanged();
      return [file.path, source.size, unchanged, contentOf(source).toString()];
    });
    expect(found).toEqual([
      ['longer', 3, false, 'onetwo'],
      ['other', 3, false, 'two'],
      ['same', 4, true, 'same'],
    ]);
  });

  test.skipIf(!hasDescriptorPaths)(
    'keeps no descriptor open after the event loop has turned (needs /proc)',
    async () => {
      using directory = temporaryDirectory();
      writeTree(
        directory.path,
        Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`d${at}/f`, ''])),
      );
      const count = () => readdirSync('/proc/self/fd').length;
      await setImmediate();
      const before = count();
      const open = createFileReader({ root: directory.path });
      for (let at = 0; at < 50; at++) read(open, `d${at}/f`);
      expect(count()).toBeLessThanOrEqual(before + 1);
      await setImmediate();
      expect(count()).toBe(before);
    },
  );

  test.skipIf(findTool('prlimit') === undefined || !hasDescriptorPaths)(
    'throws for too many open files, instead of recording it (needs prlimit and /proc)',
    () => {
      using directory = temporaryDirectory();
      mkdirSync(join(directory.path, 'd'));
      writeFileSync(join(directory.path, 'd/f'), 'x');
      const open = createFileReader({ root: directory.path });
      const usual = /open files +(\d+)/.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
      const limit = readdirSync('/proc/self/fd').length + 24;
      execFileSync('prlimit', [`--pid=${process.pid}`, `--nofile=${limit}:`]);
      const sources: OpenSource[] = [];
      try {
        expect(() => {
          for (let at = 0; at < 2 * limit; at++) {
            const source = open({ path: 'd/f', mode: '100644', size: 1 });
            if ('skipped' in source) throw new Error(source.skipped);
            sources.push(source);
          }
        }).toThrow(expect.objectContaining({ code: 'EMFILE' }));
      } finally {
        for (const source of sources) source[Symbol.dispose]();
        execFileSync('prlimit', [`--pid=${process.pid}`, `--nofile=${usual}:`]);
      }
    },
  );
});
