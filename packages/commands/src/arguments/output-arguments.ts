import { logFormats, logLevels, type OutputOptions } from '@create-dump/observing';
import {
  type Arguments,
  readChoice,
  readSwitch,
  readText,
  standardStream,
  usage,
} from '@create-dump/command-line';

/** Reads the output options. Throws `USAGE` naming the option. */
export function readOutputArguments(argv: Arguments): OutputOptions {
  const output: OutputOptions = {
    json: readSwitch(argv, 'json', false),
    quiet: readSwitch(argv, 'quiet', false),
    verbose: readSwitch(argv, 'verbose', false),
    /** Undefined: on a terminal. Off if the dump goes to standard output, which is usually piped to a pager. */
    progress: readOptionalSwitch(argv, 'progress') ?? (isToOutput(argv) ? false : undefined),
    color: readOptionalSwitch(argv, 'color'),
    logFormat: readChoice(argv, 'log-format', logFormats),
    logLevel: readChoice(argv, 'log-level', logLevels),
    events: readChoice(argv, 'events', ['ndjson']),
    eventsFile: readText(argv, 'events-file'),
  };
  const hasLog = output.logFormat !== undefined || output.logLevel !== undefined;
  if (hasLog && output.events !== undefined && output.eventsFile === undefined) {
    throw usage(
      'A log and --events both write to standard error: give --events-file FILE as well.',
    );
  }
  return output;
}

function isToOutput({ output }: Arguments): boolean {
  return output === '-' || output === standardStream;
}

function readOptionalSwitch(argv: Arguments, name: string): boolean | undefined {
  return argv[name] === undefined ? undefined : readSwitch(argv, name, false);
}
