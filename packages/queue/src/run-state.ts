import type { Redis } from 'ioredis';

/** What a coordinator tells workers of its run. It expires, so that the jobs of a killed coordinator don't run for nothing. */
export type RunState = 'running' | 'cancelled' | 'retried';

/** In seconds. A coordinator that is cut off for longer loses its jobs; jobs that are tried again have none that could renew it. */
const lifetimes: Readonly<Record<RunState, number>> = {
  running: 600,
  cancelled: 600,
  retried: 7 * 24 * 3600,
};
const states: readonly string[] = Object.keys(lifetimes);

export async function writeRunState(client: Redis, run: string, state: RunState): Promise<void> {
  await client.set(keyOf(run), state, 'EX', lifetimes[state]);
}

/** Undefined if the coordinator hasn't said anything for ten minutes. */
export async function readRunState(client: Redis, run: string): Promise<RunState | undefined> {
  const state = await client.get(keyOf(run));
  return states.includes(state ?? '') ? (state as RunState) : undefined;
}

/** How old a job must be, in milliseconds, for a missing state to mean that its run is over: Redis may have lost its last second. */
export const graceOfRun = 60_000;

function keyOf(run: string): string {
  return `create-dump:run:${run}`;
}
