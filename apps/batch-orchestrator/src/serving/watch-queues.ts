import { setTimeout as sleep } from 'node:timers/promises';
import { completeArguments, findAddress, readQueueRequest } from '@create-dump/commands';
import { describeError, type Logger } from '@create-dump/observing';
import type { QueueAddress } from '@create-dump/queue';
import type { Configuration, ConfiguredRun } from '../configuration/configuration.js';
import type { ServiceProcess } from '../running/service-process.js';

/** In milliseconds, between two questions: while all queues answer, and while one doesn't. */
const [longInterval, shortInterval] = [15_000, 2000];

/** How long a queue may take to answer, in milliseconds. */
const longestSilence = 5000;

export interface WatchedQueues {
  /** Whether all queues answered when they were asked last. */
  areReachable(): boolean;
}

/**
 * Asks the queues that runs use whether they answer, until the signal is aborted, and logs when that changes. If no run uses one, the
 * driver isn't loaded.
 */
export async function watchQueues(
  { runs, directory }: Pick<Configuration, 'runs' | 'directory'>,
  process: ServiceProcess,
  log: Logger,
): Promise<WatchedQueues> {
  const world = { ...process, cwd: directory };
  const found = await Promise.all(runs.map((run) => findQueue(run, world)));
  return watchAddresses(
    found.filter((address) => address !== undefined),
    { signal: process.signal, log },
  );
}

/** Asks these queues whether they answer, likewise. */
export function watchAddresses(
  addresses: readonly QueueAddress[],
  { signal, log }: { readonly signal: AbortSignal; readonly log: Logger },
): WatchedQueues {
  const states = new Map(addresses.map((address) => [address.url, { address, answers: false }]));
  if (states.size > 0) void watch([...states.values()], signal, log);
  return { areReachable: () => [...states.values()].every(({ answers }) => answers) };
}

/** The queue of a run. One whose settings are wrong has none: it says so when it is due. */
async function findQueue(
  { command, given }: ConfiguredRun,
  world: ServiceProcess,
): Promise<QueueAddress | undefined> {
  try {
    const { read } = await completeArguments(command, { ...given, config: false }, world);
    const request = read(readQueueRequest);
    return request && (await findAddress(request, world));
  } catch {
    return undefined;
  }
}

interface QueueState {
  readonly address: QueueAddress;
  answers: boolean;
}

async function watch(
  states: readonly QueueState[],
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  const { pingQueue } = await import('@create-dump/queue');
  for (let round = 0; !signal.aborted; round++) {
    await Promise.all(
      states.map(async (state) => {
        const { address, answers } = state;
        try {
          await pingQueue({ address, signal, unavailableAfter: longestSilence });
          state.answers = true;
          if (!answers && round > 0) {
            log({ level: 'info', message: `The queue at ${address.shown} answers again.` });
          }
        } catch (error) {
          state.answers = false;
          if ((answers || round === 0) && !signal.aborted) {
            log({ level: 'warn', message: describeError(error).message });
          }
        }
      }),
    );
    const interval = states.every(({ answers }) => answers) ? longInterval : shortInterval;
    await sleep(interval, undefined, { signal }).catch(() => {});
  }
}
