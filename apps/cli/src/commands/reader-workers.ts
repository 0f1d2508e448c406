import { Worker } from 'node:worker_threads';
import type { ReaderWorkers } from '@create-dump/markdown-reader';
import type { World } from '../world.js';

/** Far more than a thread needs besides its buffers. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

/** Threads for the commands that read large dumps. */
export function readerWorkers(
  count: number,
  { readerScript }: Pick<World, 'readerScript'>,
): ReaderWorkers {
  return {
    count,
    start: () => new Worker(readerScript, { name: 'create-dump-read', resourceLimits }),
  };
}
