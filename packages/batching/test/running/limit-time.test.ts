import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { limitTime } from '../../src/running/limit-time.js';

const never = new AbortController().signal;

it('aborts when the time is up, not counting time spent waiting', async () => {
  using limit = limitTime(60, never);
  await limit.pauseDuring(sleep(120));
  expect(limit.signal.aborted).toBe(false);
  await sleep(120);
  expect(limit.signal.reason).toMatchObject({ code: 'TIMED_OUT' });
});

it('aborts with the reason of the outer signal, and never without a limit', async () => {
  const outer = new AbortController();
  using limited = limitTime(60_000, outer.signal);
  using free = limitTime(undefined, outer.signal);
  await sleep(10);
  expect([limited.signal.aborted, free.signal.aborted]).toEqual([false, false]);
  outer.abort(new Error('stopped'));
  expect([limited.signal.reason, free.signal.reason]).toEqual([
    outer.signal.reason,
    outer.signal.reason,
  ]);
});
