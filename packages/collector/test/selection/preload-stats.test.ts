import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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
import { preloadStats } from '../../src/selection/preload-stats.js';

const { signal } = new AbortController();

/** A tree with enough files for a preload: 25,000 below `d/`, one before them and one after. */
function largeTree() {
  const names = Array.from({ length: 25_000 }, (_, at) => `d/${String(at).padStart(5, '0')}`);
  const entries = ['a', ...names, 'e'].map((path) => ({ path }));
  return (prefix: string) =>
    ({ index: { entries }, prefix, repository: { workTree: '/top' } }) as never;
}

/** A thread that answers on demand. The sizes it returns are the numbers in the file names of {@link largeTree}. */
function controlledThread() {
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
  test('requests a few blocks at a time, from the last one backwards, until it meets the collector', async () => {
    const thread = controlledThread();
    using known = preloadStats(largeTree()('d/'), thread);
    const firsts = () => thread.asked.map(({ paths }) => paths.slice(0, 7));
    expect(firsts()).toEqual(['d/24576', 'd/23552', 'd/22528']);
    expect(thread.asked[0]).toMatchObject({ directory: '/top' });
    expect(known.at(1)).toBeUndefined();
    await thread.answer();
    expect(firsts().slice(3)).toEqual(['d/21504', 'd/20480', 'd/19456']);
    // Positions count from the entry before `d/`.
    expect(known.at(1 + 18_432)).toBeUndefined();
    await thread.answer();
    expect(thread.asked).toHaveLength(6);
    for (const name of [19_456, 20_000, 24_999]) {
      const stats = { mode: 0o100644, size: name, mtimeMs: 1, ctimeMs: 2, ino: 3 };
      expect(known.at(1 + name)).toEqual(stats);
    }
  });

  test('requests nothing more once it is disposed', async () => {
    const thread = controlledThread();
    preloadStats(largeTree()(''), thread)[Symbol.dispose]();
    await thread.answer();
    expect(thread.asked).toHaveLength(3);
  });

  test('has no stats if the thread fails, and requests none for few files', async () => {
    using failed = preloadStats(largeTree()(''), {
      prepare() {},
      stat: () => Promise.reject(new Error('gone')),
    });
    await setImmediate();
    expect(failed.at(25_000)).toBeUndefined();
    const thread = controlledThread();
    preloadStats(largeTree()('e'), thread);
    expect(thread.asked).toEqual([]);
  });
});

const neverAsked = () => Promise.reject(new Error('must not be asked'));

describe.skipIf(findTool('git') === undefined)(
  'a collector with a preload thread (needs git)',
  () => {
    test('finds the same as without one, in any state of the tree', async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, {
        // So that all paths come up in the order of the index.
        '.gitignore': '/*\n',
        'z/changed': 'one',
        'z/executable': { content: '#!', executable: true },
        'z/gone': '',
        'z/link': { link: 'changed' },
        'z/same': 'same',
      });
      commitAll(root);
      // The others are tracked but missing.
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
      // The answers are used: wrong ones have an effect.
      const misled = await collect(async (files) => statFiles(files).map((n) => n && n + 1));
      expect(misled.files.find(({ path }) => path === 'z/same')?.size).toBe(5);
    });
  },
);
