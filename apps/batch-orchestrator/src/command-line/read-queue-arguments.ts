import { parseArgs } from 'node:util';
import { usage } from '@create-dump/command-line';
import { type QueueRequest, readQueueRequest } from '@create-dump/commands';

/** What a command line about a queue asks for. */
export type QueueCommand =
  | {
      readonly do: 'worker';
      readonly config: string;
      readonly queue: QueueRequest | undefined;
      readonly jobs: number | undefined;
      readonly listen: string | undefined;
    }
  | {
      readonly do: 'dead';
      readonly queue: QueueRequest | undefined;
      readonly retry: boolean;
      readonly json: boolean;
    };

export const defaultWorkerConfig = '/etc/create-dump/worker.toml';

const mostJobs = 256;

const queue = { queue: { type: 'string' }, 'queue-file': { type: 'string' } } as const;

/**
 * Reads the words after `worker` or `dead`.
 * @throws {CreateDumpError} `USAGE` naming the invalid word.
 */
export function readQueueArguments(
  command: QueueCommand['do'],
  words: readonly string[],
): QueueCommand {
  if (command === 'dead') {
    const own = { retry: { type: 'boolean' }, json: { type: 'boolean' } } as const;
    const { retry = false, json = false, ...given } = parse(words, { ...queue, ...own });
    return { do: command, queue: readQueueRequest(given), retry, json };
  }
  const {
    config = defaultWorkerConfig,
    jobs,
    listen,
    ...given
  } = parse(words, {
    ...queue,
    config: { type: 'string', short: 'c' },
    jobs: { type: 'string' },
    listen: { type: 'string' },
  });
  return { do: command, config, queue: readQueueRequest(given), jobs: readJobs(jobs), listen };
}

function readJobs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text) && Number(text) <= mostJobs) return Number(text);
  throw usage(`--jobs "${text}" is not a number of jobs. Write 1 to ${mostJobs}.`);
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse<const T extends Options>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, strict: true }).values;
  } catch (error) {
    throw usage(`${(error instanceof Error ? error.message : String(error)).split('. ', 1)[0]}.`);
  }
}
