import type { OptionDefinitions } from '../option-definition.js';
import type { World } from '../world.js';
import { type Arguments, readText, usage } from './argument-readers.js';

/** The option of the commands that read or write whole dumps. */
export const workersOptions = {
  workers: {
    group: 'The run:',
    type: 'string',
    nargs: 1,
    value: 'N',
    describe: 'Share the work on large trees among this many threads; 0: have none',
    defaultDescription: 'one for each processor, at most 4',
  },
} as const satisfies OptionDefinitions;

/** Beyond it the one thread that digests the whole dump has no time to spare. */
const mostUseful = 4;

/** More threads than any machine makes use of: rather a typing error. */
const most = 64;

/** How many threads a run may have besides the main one. Throws `USAGE` if it isn't a number of threads. */
export function readWorkers(argv: Arguments): (world: Pick<World, 'processors'>) => number {
  const text = readText(argv, 'workers');
  if (text === undefined) return ({ processors }) => Math.min(processors, mostUseful);
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > most) {
    throw usage(`--workers "${text}" is not a number of threads. Write 0 to ${most}.`);
  }
  return () => count;
}
