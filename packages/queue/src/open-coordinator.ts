import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueRunContext, RunnerTiming } from './queue-run.js';
import { queueName } from './job-options.js';
import type { QueueAddress } from './queue-address.js';
import { connectRedis, waitForRedis } from './redis-connection.js';
import { writeRunState } from './run-state.js';

/** A coordinator's connections. */
export interface Coordinator extends AsyncDisposable {
  readonly client: Redis;
  readonly queue: Queue;
  readonly events: QueueEvents;
  readonly address: QueueAddress;
}

/**
 * Connects a coordinator, and says that its run is alive.
 * @throws {CreateDumpError} `QUEUE_UNAVAILABLE`
 */
export async function openCoordinator(
  address: QueueAddress,
  run: string,
  { unavailableAfter }: RunnerTiming,
  { signal, warn }: Pick<QueueRunContext, 'signal' | 'warn'>,
): Promise<Coordinator> {
  const client = await connectRedis(address, 1, () => {});
  try {
    await waitForRedis(client, address, { limit: unavailableAfter, signal });
    for (const message of await findUnsafeSettings(client)) warn(message);
    await writeRunState(client, run, 'running');
  } catch (error) {
    client.disconnect();
    throw error;
  }
  const { Queue, QueueEvents } = await import('./drivers.js');
  const queue = new Queue(queueName, { connection: client, skipVersionCheck: true });
  const listening = await connectRedis(address, null, () => {});
  const events = new QueueEvents(queueName, { connection: listening, skipVersionCheck: true });
  queue.on('error', () => {});
  events.on('error', () => {});
  return {
    client,
    queue,
    events,
    address,
    async [Symbol.asyncDispose]() {
      // A Redis that doesn't answer must not hold up the end of the run.
      await Promise.race([Promise.allSettled([events.close(), queue.close()]), sleep(500)]);
      for (const one of [client, listening]) one.disconnect();
    },
  };
}

/** Sentences about settings of Redis with which jobs can vanish. Empty if Redis doesn't tell. */
async function findUnsafeSettings(client: Redis): Promise<readonly string[]> {
  const info = await client.info().catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  const messages: string[] = [];
  if (policy !== undefined && policy !== 'noeviction') {
    messages.push(
      `Redis may remove jobs when its memory is full: its maxmemory-policy is ${policy}. Set it to noeviction.`,
    );
  }
  if (/^aof_enabled:0/m.test(info)) {
    messages.push(
      'Redis forgets the latest jobs when it ends: it keeps no append-only file. They would be added again. Set appendonly to yes.',
    );
  }
  return messages;
}
