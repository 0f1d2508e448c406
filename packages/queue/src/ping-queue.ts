import type { DeadOptions } from './dead-jobs.js';
import { connectRedis, waitForRedis } from './redis-connection.js';

/**
 * Resolves once Redis has answered.
 * @throws {CreateDumpError} `QUEUE_UNAVAILABLE`
 */
export async function pingQueue({
  address,
  signal,
  unavailableAfter = 10_000,
}: DeadOptions): Promise<void> {
  const client = await connectRedis(address, 1, () => {});
  try {
    await waitForRedis(client, address, { limit: unavailableAfter, signal });
  } finally {
    client.disconnect();
  }
}
