import type { World } from '../process/world.js';
import { type Arguments, readText, usage } from './argument-readers.js';

/** Beyond it the one thread that digests the whole dump has no time to spare. */
const mostUseful = 4;

/** More threads than any machine makes use of: rather a typing error. */
const most = 64;

/** How many threads a run has besides the main one, where nobody says. */
export type DefaultWorkers = (processors: number) => number;

/** Of what renders: the main thread has its own share, and with a thread for each processor all take more memory than time. */
export const forRendering: DefaultWorkers = (processors) =>
  Math.min(Math.max(processors - 1, 1), mostUseful);

/** Of what reads dumps: the main thread has little to do. */
export const forReading: DefaultWorkers = (processors) =>
  processors === 1 ? 0 : Math.min(processors, mostUseful);

/** Throws `USAGE` if it isn't a number of threads. */
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
