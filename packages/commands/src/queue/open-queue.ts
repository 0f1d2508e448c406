import type { RunProjects } from '@create-dump/batching';
import type { DumpEvent } from '@create-dump/core';
import type { Observers } from '@create-dump/observing';
import type { World } from '../process/world.js';
import { findAddress, type QueueRequest } from './queue-request.js';

/**
 * The port through which a batch has its projects dumped by the workers of a queue.
 * @throws {CreateDumpError} `USAGE` for an unusable address. Whether Redis is there is seen when the batch runs.
 */
export async function openQueue(
  request: QueueRequest,
  world: Pick<World, 'cwd'>,
  { observe }: Pick<Observers, 'observe'>,
): Promise<RunProjects> {
  const { createQueueRunner } = await import('@create-dump/queue');
  const tell = (event: DumpEvent) => observe({ type: 'batch-event', event });
  return createQueueRunner({
    address: await findAddress(request, world),
    onCounts: (jobs) => tell({ type: 'queue-counted', jobs }),
    onStalled: () => tell({ type: 'job-stalled' }),
  });
}
