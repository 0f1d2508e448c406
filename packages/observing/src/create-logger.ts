import { pino } from 'pino';
import type { LogEntry } from './log-event.js';
import type { LogFormat, LogLevel } from './output-options.js';
import { redactCredentials } from './redact-credentials.js';

export interface LoggerOptions {
  readonly format: LogFormat;
  readonly level: LogLevel;
  /** Fields of every line. */
  readonly bound: Readonly<Record<string, string>>;
  readonly colors: boolean;
  readonly now: () => Date;
  readonly write: (text: string) => void;
}

/** Writes a line of a log. */
export type Logger = (entry: LogEntry) => void;

/** Creates a log by pino. Lines are written synchronously in this process, so that the last one is never lost. */
export async function createLogger(options: LoggerOptions): Promise<Logger> {
  const { format, level, bound, colors, now, write } = options;
  const toText = await openFormat(format, colors);
  const logger = pino(
    {
      level,
      base: bound,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => write(toText(line)) },
  );
  return ({ level, message, fields = {} }) =>
    logger[level](redactFields(fields), '%s', redactCredentials(message));
}

async function openFormat(format: LogFormat, colors: boolean): Promise<(line: string) => string> {
  if (format === 'json') return (line) => line;
  const { createPrettyLines } = await import('./pretty-lines.js');
  return createPrettyLines(colors);
}

function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const redact = (value: unknown) => (typeof value === 'string' ? redactCredentials(value) : value);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redact(value)]));
}
