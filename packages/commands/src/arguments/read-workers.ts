import { type Arguments, readText, usage } from '@create-dump/command-line';
import type { World } from '../process/world.js';

/** With more, the main thread, which digests the dump, becomes the bottleneck. */
const mostUseful = 4;

/** A larger number is most likely a typing error. */
const most = 64;

/** The default number of worker threads. */
export type DefaultWorkers = (processors: number) => number;

/** For rendering. The main thread also works, so one thread per processor would cost memory without saving time. */
export const forRendering: DefaultWorkers = (processors) =>
  Math.min(Math.max(processors - 1, 1), mostUseful);

/** For reading dumps: the main thread has little to do. */
export const forReading: DefaultWorkers = (processors) =>
  processors === 1 ? 0 : Math.min(processors, mostUseful);

/** Reads the number of worker threads. Throws `USAGE` if it isn't one. */
export function readWorkers(
  argv: Arguments,
  byDefault: DefaultWorkers,
): (world: Pick<World, 'processors'>) => number {
  const text = readText(argv, 'workers');
  if (text === undefined) return ({ processors }) => byDefault(processors);
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > most) {
    throw usage(`--workers "${text}" is not a number of threads. Write 0 to ${most}.`);
  }
  return () => count;
}
