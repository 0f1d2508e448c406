import {
  type Arguments,
  readChoice,
  readSwitch,
  readText,
  standardStream,
  usage,
} from './argument-readers.js';

const logFormats = ['pretty', 'json'] as const;
const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogFormat = (typeof logFormats)[number];
export type LogLevel = (typeof logLevels)[number];

/** Reads the output options. Throws `USAGE` naming the option. */
export function readOutputArguments(argv: Arguments) {
  const output = {
    json: readSwitch(argv, 'json', false),
    quiet: readSwitch(argv, 'quiet', false),
    verbose: readSwitch(argv, 'verbose', false),
    /** Undefined: on a terminal. Off if the dump goes to standard output, which is usually piped to a pager. */
    progress: readOptionalSwitch(argv, 'progress') ?? (isToOutput(argv) ? false : undefined),
    color: readOptionalSwitch(argv, 'color'),
    /** Either of the two turns the log on. */
    logFormat: readChoice(argv, 'log-format', logFormats),
    logLevel: readChoice(argv, 'log-level', logLevels),
    events: readChoice(argv, 'events', ['ndjson']),
    eventsFile: readText(argv, 'events-file'),
  } as const;
  const hasLog = output.logFormat !== undefined || output.logLevel !== undefined;
  if (hasLog && output.events !== undefined && output.eventsFile === undefined) {
    throw usage(
      'A log and --events both write to standard error: give --events-file FILE as well.',
    );
  }
  return output;
}

export type OutputArguments = ReturnType<typeof readOutputArguments>;

function isToOutput({ output }: Arguments): boolean {
  return output === '-' || output === standardStream;
}

function readOptionalSwitch(argv: Arguments, name: string): boolean | undefined {
  return argv[name] === undefined ? undefined : readSwitch(argv, name, false);
}
