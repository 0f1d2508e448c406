import type { ReaderWorkers } from '@create-dump/markdown-reader';
import type { World } from '../process/world.js';

/** Generous: a thread needs little memory besides its buffers. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

/** The worker threads of commands that read large dumps. */
export function readerWorkers(
  count: number,
  { engine, readerScript }: Pick<World, 'engine' | 'readerScript'>,
): ReaderWorkers {
  return {
    count,
    start: () => engine.startThread(readerScript, { name: 'create-dump-read', resourceLimits }),
  };
}
