import { expect, it, vi } from 'vitest';
import { leave } from '../../src/process/leave.js';

const none = { writableLength: 0 };
const signal = new AbortController().signal;

it('ends without help if nothing is pending', async () => {
  const exit = vi.fn<() => void>();
  await leave({ stdout: none, stderr: none, signal, exit });
  expect(exit).not.toHaveBeenCalled();
});

it('gives up on standard error whose reader has stopped', async () => {
  const exit = vi.fn<() => void>();
  await leave({ stdout: none, stderr: { writableLength: 9 }, signal, exit, patience: 50 });
  expect(exit).toHaveBeenCalledOnce();
});

it('waits for the reader of standard output until a signal', async () => {
  const exit = vi.fn<() => void>();
  const stop = new AbortController();
  const left = leave({
    stdout: { writableLength: 9 },
    stderr: none,
    signal: stop.signal,
    exit,
    patience: 0.1,
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(exit).not.toHaveBeenCalled();
  stop.abort();
  await left;
  expect(exit).toHaveBeenCalledOnce();
});
