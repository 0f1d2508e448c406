import type { Redis } from 'ioredis';

/** What a coordinator tells workers of its run. It expires, so that the jobs of a killed coordinator don't run for nothing. */
export type RunState = 'running' | 'cancelled';

/** In seconds. A coordinator that is cut off for longer loses its jobs. */
const lifetime = 600;

export async function writeRunState(client: Redis, run: string, state: RunState): Promise<void> {
  await client.set(keyOf(run), state, 'EX', lifetime);
}

/** Undefined if the coordinator hasn't said anything for ten minutes. */
export async function readRunState(client: Redis, run: string): Promise<RunState | undefined> {
  const state = await client.get(keyOf(run));
  return state === 'running' || state === 'cancelled' ? state : undefined;
}

/** How old a job must be, in milliseconds, for a missing state to mean that its run is over: Redis may have lost its last second. */
export const graceOfRun = 60_000;

function keyOf(run: string): string {
  return `create-dump:run:${run}`;
}
