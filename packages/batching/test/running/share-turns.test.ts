import { expect, it } from 'vitest';
import { shareTurns, type Turn } from '../../src/running/share-turns.js';

/** Starts projects of these sizes, each running until `end` is called. `running` lists those that have their slot. */
function start(sizes: readonly number[], jobs: number, signal = new AbortController().signal) {
  const take = shareTurns({ jobs, largeBytes: 100, signal });
  const running = new Map<number, Turn>();
  const all = sizes.map(async (size) => {
    const turn = await take();
    await turn.weigh(size);
    running.set(size, turn);
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    all,
    async running() {
      await settle();
      return [...running.keys()];
    },
    end(size: number) {
      running.get(size)?.[Symbol.dispose]();
      running.delete(size);
    },
  };
}

it('gives large projects, the largest first, half of the slots while small ones are waiting', async () => {
  const run = start([100, 300, 200, 1, 2, 3], 2);
  expect(await run.running()).toEqual([100, 1]);
  run.end(1);
  expect(await run.running()).toEqual([100, 2]);
  run.end(100);
  expect(await run.running()).toEqual([2, 300]);
  run.end(2);
  expect(await run.running()).toEqual([300, 3]);
  run.end(3);
  expect(await run.running()).toEqual([300, 200]);
});

it('runs small projects first if there is only one slot', async () => {
  const run = start([100, 1, 200, 2], 1);
  expect(await run.running()).toEqual([1]);
  run.end(1);
  expect(await run.running()).toEqual([2]);
  run.end(2);
  expect(await run.running()).toEqual([200]);
});

it('rejects waiting projects when the run is stopped', async () => {
  const controller = new AbortController();
  const run = start([100, 200, 1, 2], 2, controller.signal);
  expect(await run.running()).toEqual([100, 1]);
  controller.abort(new Error('stopped'));
  const ends = await Promise.allSettled(run.all);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ]);
});
