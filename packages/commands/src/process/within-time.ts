import { CreateDumpError } from '@create-dump/core';
import type { World } from './world.js';

/** Aborts work after the given milliseconds, as a signal would; it then rejects with `TIMED_OUT`. */
export async function withinTime<T>(
  milliseconds: number | undefined,
  world: World,
  work: (world: World) => Promise<T>,
): Promise<T> {
  if (milliseconds === undefined) return work(world);
  const limit = new AbortController();
  const giveUp = () => {
    const seconds = Number((milliseconds / 1000).toFixed(3));
    const message = `The run took longer than ${seconds} s, so it was stopped. Raise --timeout, or leave files out.`;
    limit.abort(new CreateDumpError('TIMED_OUT', message));
  };
  const timer = setTimeout(giveUp, milliseconds);
  try {
    return await work({ ...world, signal: AbortSignal.any([world.signal, limit.signal]) });
  } finally {
    clearTimeout(timer);
  }
}
