import { parseArgs } from 'node:util';
import { usage } from '@create-dump/command-line';
import { nearest } from '@create-dump/config';
import { type QueueCommand, readQueueArguments } from './read-queue-arguments.js';

/** What a command line asks for. */
export type Request =
  | { readonly do: 'help' }
  | { readonly do: 'version' }
  | { readonly do: 'serve' | 'check'; readonly config: string }
  | { readonly do: 'run'; readonly config: string; readonly run: string }
  | QueueCommand;

const options = {
  config: { type: 'string', short: 'c' },
  check: { type: 'boolean' },
  run: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

export const defaultConfig = '/etc/create-dump/batch.toml';

/** @throws {CreateDumpError} `USAGE` naming the invalid word. */
export function readArguments(words: readonly string[]): Request {
  const [first, ...rest] = words;
  const isHelp = rest.includes('--help') || rest.includes('-h');
  if (first === 'worker' || first === 'dead') {
    return isHelp ? { do: 'help' } : readQueueArguments(first, rest);
  }
  const { config = defaultConfig, check, run, help, version } = parse(words);
  if (help === true) return { do: 'help' };
  if (version === true) return { do: 'version' };
  if (check === true && run !== undefined) {
    throw usage('--check runs nothing: give it or --run.');
  }
  if (run !== undefined) return { do: 'run', config, run };
  return { do: check === true ? 'check' : 'serve', config };
}

function parse(words: readonly string[]) {
  for (const word of words.filter((one) => /^--./u.test(one))) {
    const name = word.slice(2).split('=', 1)[0] ?? '';
    if (Object.hasOwn(options, name)) continue;
    const near = nearest(name, Object.keys(options));
    throw usage(
      `There is no option --${name}.${near === undefined ? '' : ` Did you mean --${near}?`}`,
    );
  }
  try {
    return parseArgs({ args: [...words], options, strict: true }).values;
  } catch (error) {
    throw usage(`${(error instanceof Error ? error.message : String(error)).split('. ', 1)[0]}.`);
  }
}
