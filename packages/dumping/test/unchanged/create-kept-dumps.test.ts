import {
  appendFileSync,
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DumpEvent, DumpResult } from '@create-dump/core';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { dumpProject, type ProjectDump } from '../../src/index.js';

const now = Date.now();
const hour = 3_600_000;

/** A tree, a destination and a cache. Runs are an hour apart, the first one hour after the files were written. */
function createScene(options: Partial<ProjectDump> = {}) {
  const directory = temporaryDirectory();
  const root = join(directory.path, 'tree');
  const out = join(directory.path, 'out');
  let runs = 0;
  const at = (n: number) => new Date(now + n * hour);
  const run = async (more: Partial<ProjectDump> = {}, events: DumpEvent[] = []) => {
    const time = at(++runs);
    return dumpProject(
      {
        selection: { root },
        destination: { kind: 'directory', directory: out },
        skipUnchanged: {
          cacheDirectory: join(directory.path, 'cache'),
          spoolDirectory: directory.path,
        },
        ...options,
        ...more,
      },
      {
        process: { pid: process.pid, hostname: 'test', now: time },
        tool: 'test 1.0.0',
        generatedAt: time,
        observe: (event) => events.push(event),
      },
    );
  };
  return {
    root,
    out,
    path: directory.path,
    run,
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

const dumpsIn = (out: string) => readdirSync(out).filter((name) => name.endsWith('.md'));

/** What a dump without the option would be, at the time of the kept one. */
async function wouldBeSame(root: string, kept: DumpResult, options: Partial<ProjectDump> = {}) {
  using other = temporaryDirectory();
  const time = new Date(kept.facts.generated);
  const fresh = await dumpProject(
    { selection: { root }, destination: { kind: 'directory', directory: other.path }, ...options },
    {
      process: { pid: process.pid, hostname: 'test', now: time },
      tool: 'test 1.0.0',
      generatedAt: time,
    },
  );
  return fresh.sha256 === kept.sha256;
}

function flipBit(path: string, at: (bytes: Buffer) => number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at(bytes)) ^ 1, at(bytes));
  writeFileSync(path, bytes);
}

const isDisk = (() => {
  using probe = temporaryDirectory();
  return [0xef53, 0x58465342, 0x9123683e].includes(statfsSync(probe.path).type);
})();

describe('skipUnchanged', () => {
  it('publishes the first dump, and none while nothing changes', async () => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n', 'b/c': 'c\n', binary: '\0' });
    const first = await scene.run();
    expect(first.unchanged).toBeUndefined();
    const events: DumpEvent[] = [];
    const second = await scene.run({}, events);
    expect(second).toEqual({ ...first, unchanged: second.unchanged });
    expect(second.unchanged).toEqual(
      isDisk ? { by: 'stat', reread: 0 } : { by: 'content', reread: 3 },
    );
    expect(events.at(-1)).toEqual({ type: 'unchanged', path: first.path, ...second.unchanged });
    expect(dumpsIn(scene.out)).toHaveLength(1);
    expect(await wouldBeSame(scene.root, second)).toBe(true);
  });

  it.each<[string, (root: string) => void]>([
    ['content of another size', (root) => appendFileSync(join(root, 'a'), 'x')],
    ['content of the same size', (root) => writeFileSync(join(root, 'a'), 'b\n')],
    [
      'content of the same size, with its modification time put back',
      (root) => {
        writeFileSync(join(root, 'a'), 'b\n');
        utimesSync(join(root, 'a'), new Date(now), new Date(now));
      },
    ],
    ['mode', (root) => chmodSync(join(root, 'a'), 0o755)],
    ['a new file', (root) => writeFileSync(join(root, 'new'), '')],
    ['a removed file', (root) => rmSync(join(root, 'a'))],
    ['a name', (root) => renameSync(join(root, 'a'), join(root, 'A'))],
    [
      'a link in place of a file',
      (root) => {
        rmSync(join(root, 'a'));
        symlinkSync('b/c', join(root, 'a'));
      },
    ],
    ['an ignore rule', (root) => writeFileSync(join(root, '.gitignore'), 'a\n')],
  ])('publishes a new dump after a change of %s', async (_, change) => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n', 'b/c': 'c\n' });
    await scene.run();
    change(scene.root);
    const second = await scene.run();
    expect(second.unchanged).toBeUndefined();
    expect(dumpsIn(scene.out)).toHaveLength(2);
    expect((await scene.run()).unchanged).toBeDefined();
  });

  it.each<[string, Partial<ProjectDump> | 'size']>([
    ['contents', { contents: 'tree' }],
    ['binaries', { binary: 'embed' }],
    ['name', { name: 'other' }],
    ['compression', { compress: true }],
    ['permissions', { mode: 0o640 }],
    ['size', 'size'],
  ])('publishes a new dump for another option, and none for the same: %s', async (_, option) => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n', b: '\0' });
    const variant = option === 'size' ? { selection: { root: scene.root, maxSize: 1 } } : option;
    await scene.run();
    expect((await scene.run(variant)).unchanged).toBeUndefined();
    expect((await scene.run(variant)).unchanged).toBeDefined();
  });

  it('reads the files that may have changed, and only these', async () => {
    if (!isDisk) return;
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n', b: 'b\n', c: 'c\n' });
    await scene.run();
    utimesSync(join(scene.root, 'b'), new Date(now), new Date(now + 1000));
    expect((await scene.run()).unchanged).toEqual({ by: 'stat', reread: 1 });
    expect((await scene.run()).unchanged).toEqual({ by: 'stat', reread: 0 });
  });

  it("doesn't trust times that are younger than a minute", async () => {
    if (!isDisk) return;
    using directory = temporaryDirectory();
    const root = join(directory.path, 'tree');
    writeTree(root, { a: 'a\n' });
    const run = (seconds: number) =>
      dumpProject(
        {
          selection: { root },
          destination: { kind: 'directory', directory: join(directory.path, 'out') },
          skipUnchanged: {
            cacheDirectory: join(directory.path, 'cache'),
            spoolDirectory: directory.path,
          },
        },
        {
          process: { pid: 1, hostname: 'test', now: new Date(Date.now() + seconds * 1000) },
          tool: 'test 1.0.0',
        },
      );
    await run(0);
    expect((await run(50)).unchanged).toEqual({ by: 'stat', reread: 1 });
    expect((await run(70)).unchanged).toEqual({ by: 'stat', reread: 1 });
    expect((await run(71)).unchanged).toEqual({ by: 'stat', reread: 0 });
  });

  it('compares contents without the cache, or with a damaged one', async () => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n', b: 'b\n' });
    await scene.run();
    const cache = join(scene.path, 'cache');
    rmSync(cache, { recursive: true });
    expect((await scene.run()).unchanged).toEqual({ by: 'content', reread: 2 });
    const [name = ''] = readdirSync(cache);
    flipBit(join(cache, name), (bytes) => bytes.length >> 1);
    expect((await scene.run()).unchanged).toEqual({ by: 'content', reread: 2 });
    expect(dumpsIn(scene.out)).toHaveLength(1);
  });

  it.each([false, true])('compares contents of a compressed dump: %s', async (compress) => {
    using scene = createScene({ compress });
    writeTree(scene.root, { a: 'a\n', b: 'b\n' });
    await scene.run();
    rmSync(join(scene.path, 'cache'), { recursive: true });
    expect((await scene.run()).unchanged?.by).toBe('content');
    rmSync(join(scene.path, 'cache'), { recursive: true });
    appendFileSync(join(scene.root, 'b'), 'x');
    expect((await scene.run()).unchanged).toBeUndefined();
  });

  it.each(['with', 'without'])(
    'never takes a damaged dump for a kept one, %s a cache',
    async (how) => {
      using scene = createScene();
      writeTree(scene.root, { a: 'a long line of text\n' });
      const first = await scene.run();
      flipBit(first.path as string, (bytes) => bytes.indexOf('long'));
      if (how === 'without') rmSync(join(scene.path, 'cache'), { recursive: true });
      expect((await scene.run()).unchanged).toBeUndefined();
      expect(dumpsIn(scene.out)).toHaveLength(2);
    },
  );

  it('needs the checksum file as well', async () => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n' });
    const first = await scene.run();
    rmSync(first.checksumPath as string);
    expect((await scene.run()).unchanged).toBeUndefined();
  });

  it('compares with the newest dump of the same tree', async () => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n' });
    await scene.run();
    writeFileSync(join(scene.root, 'a'), 'b\n');
    await scene.run({ skipUnchanged: undefined } as never);
    writeFileSync(join(scene.root, 'a'), 'a\n');
    expect((await scene.run()).unchanged).toBeUndefined();
    // The dump of a tree of the same name elsewhere doesn't count.
    const copy = join(scene.path, 'copy', 'tree');
    cpSync(scene.root, copy, { recursive: true });
    await scene.run({ selection: { root: copy } });
    expect((await scene.run()).unchanged).toEqual({ by: 'content', reread: 1 });
  });

  it('never skips a dump with faults', async () => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n' });
    const listed = ['a', 'missing'];
    const selection = { root: scene.root, listed };
    await scene.run({ selection });
    expect((await scene.run({ selection })).unchanged).toBeUndefined();
  });

  it('is an error for a file and a stream', async () => {
    using scene = createScene();
    writeTree(scene.root, { a: 'a\n' });
    const destination = { kind: 'file', path: join(scene.path, 'x.md') } as const;
    await expect(scene.run({ destination })).rejects.toThrow('in a directory');
  });
});
