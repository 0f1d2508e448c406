import type { OutputOptions } from '@create-dump/observing';
import type { World } from '../process/world.js';

/** The output options of a command line that can't be parsed, so that its error is reported in the requested format. */
export function guessOutput({ args, env }: Pick<World, 'args' | 'env'>): OutputOptions {
  const end = args.indexOf('--');
  const words = end === -1 ? args : args.slice(0, end);
  const at = words.indexOf('--log-format');
  const format =
    words.find((word) => word.startsWith('--log-format='))?.slice('--log-format='.length) ??
    (at === -1 ? env['CREATE_DUMP_LOG_FORMAT'] : words[at + 1]);
  return {
    json: words.includes('--json'),
    quiet: false,
    verbose: false,
    progress: false,
    color: words.includes('--no-color') ? false : undefined,
    logFormat: format === 'json' || format === 'pretty' ? format : undefined,
    logLevel: undefined,
    events: undefined,
    eventsFile: undefined,
  };
}
