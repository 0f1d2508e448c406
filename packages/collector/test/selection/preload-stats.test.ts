import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { toFsPath } from '@create-dump/core';
import {
  commitAll,
  findTool,
  git,
  gitEnvironment,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createCollector, type FilesToStat, statFiles } from '../../src/index.js';
import { preloadStats } from '../../src/selection/stat-preload.js';

const { signal } = new AbortController();

describe('statFiles', () => {
  test('knows regular files and links, and nothing of the rest', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: '123', link: { link: 'a' }, 'd/e': '', 'latin1:bad\xFF': '' });
    mkdirSync(join(directory.path, 'empty'));
    const paths = ['a', 'link', 'd/e', 'bad\uDCFF', 'empty', 'none', 'a/none'];
    const found = statFiles({ directory: directory.path, paths: paths.join('\0') });
    const expected = paths.slice(0, 4).flatMap((path) => {
      const { mode, size, mtimeMs, ctimeMs, ino } = lstatSync(toFsPath(join(directory.path, path)));
      return [mode, size, mtimeMs, ctimeMs, ino];
    });
    expect([...found]).toEqual([...expected, ...Array.from({ length: 15 }, () => 0)]);
  });
});

/** A tree of so many files that a thread is asked, all of them below `d/`, but for one before and one behind. */
function largeTree() {
  const names = Array.from({ length: 25_000 }, (_, at) => `d/${String(at).padStart(5, '0')}`);
  const entries = ['a', ...names, 'e'].map((path) => ({ path }));
  return (prefix: string) =>
    ({ index: { entries }, prefix, repository: { workTree: '/top' } }) as never;
}

/** Answers when it is told to, with sizes that tell positions: those of the tree below. */
function askedThread() {
  const waiting: (() => void)[] = [];
  const asked: FilesToStat[] = [];
  return {
    asked,
    waiting,
    prepare: () => {},
    stat: (files: FilesToStat) => {
      asked.push(files);
      const sizes = files.paths.split('\0').map((path) => Number(path.slice(2)));
      const found = Float64Array.from(sizes.flatMap((size) => [0o100644, size, 1, 2, 3]));
      return new Promise<Float64Array>((resolve) => waiting.push(() => resolve(found)));
    },
    async answer() {
      for (const resolve of waiting.splice(0)) resolve();
      await setImmediate();
    },
  };
}

describe('preloadStats', () => {
  test('asks from the end, for a few blocks at a time, until it meets the collector', async () => {
    const thread = askedThread();
    using known = preloadStats(largeTree()('d/'), thread);
    const firsts = () => thread.asked.map(({ paths }) => paths.slice(0, 7));
    expect(firsts()).toEqual(['d/24576', 'd/23552', 'd/22528']);
    expect(thread.asked[0]).toMatchObject({ directory: '/top' });
    expect(known.at(1)).toBeUndefined();
    await thread.answer();
    expect(firsts().slice(3)).toEqual(['d/21504', 'd/20480', 'd/19456']);
    // Positions count from the entry before.
    expect(known.at(1 + 18_432)).toBeUndefined();
    await thread.answer();
    expect(thread.asked).toHaveLength(6);
    for (const name of [19_456, 20_000, 24_999]) {
      const stats = { mode: 0o100644, size: name, mtimeMs: 1, ctimeMs: 2, ino: 3 };
      expect(known.at(1 + name)).toEqual(stats);
    }
  });

  test('asks no more once it is disposed', async () => {
    const thread = askedThread();
    preloadStats(largeTree()(''), thread)[Symbol.dispose]();
    await thread.answer();
    expect(thread.asked).toHaveLength(3);
  });

  test('knows nothing where the thread fails, and asks for no few files', async () => {
    using failed = preloadStats(largeTree()(''), {
      prepare() {},
      stat: () => Promise.reject(new Error('gone')),
    });
    await setImmediate();
    expect(failed.at(25_000)).toBeUndefined();
    const thread = askedThread();
    preloadStats(largeTree()('e'), thread);
    expect(thread.asked).toEqual([]);
  });
});

const neverAsked = () => Promise.reject(new Error('asked for no reason'));

describe.skipIf(findTool('git') === undefined)('a collector that looks ahead (needs git)', () => {
  test('finds what it finds by itself, in any state of the tree', async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, {
      // So that all come in the index's order.
      '.gitignore': '/*\n',
      'z/changed': 'one',
      'z/executable': { content: '#!', executable: true },
      'z/gone': '',
      'z/link': { link: 'changed' },
      'z/same': 'same',
    });
    commitAll(root);
    // The rest is tracked, and isn't there.
    const oid = git(root, 'rev-parse', 'HEAD:z/same').toString().trim();
    const missing = Array.from(
      { length: 20_000 },
      (_, at) => `100644 ${oid}\td/${at}${'-'.repeat(30)}\n`,
    ).join('');
    const [cwd, env] = [root, gitEnvironment()];
    execFileSync('git', ['update-index', '--index-info'], { cwd, env, input: missing });
    rmSync(join(root, 'z/gone'));
    writeTree(root, { 'z/changed': 'two!', 'z/new': '' });
    let prepared = 0;
    const prepare = () => void prepared++;
    const collect = (stat: (files: FilesToStat) => Promise<Float64Array>) =>
      createCollector({ root, statPreload: { prepare, stat } })(signal);
    const alone = await createCollector({ root })(signal);
    const together = await collect(async (files) => statFiles(files));
    expect(together).toEqual(alone);
    expect(prepared).toBe(1);
    await createCollector({ root: join(root, 'z'), statPreload: { prepare, stat: neverAsked } })(
      signal,
    );
    expect(prepared).toBe(1);
    // The answers count: one that is wrong shows.
    const misled = await collect(async (files) => statFiles(files).map((n) => n && n + 1));
    expect(misled.files.find(({ path }) => path === 'z/same')?.size).toBe(5);
  });
});
