import { pino } from 'pino';
import type { LogFormat, LogLevel } from './output-options.js';
import { describeError } from './describe-error.js';
import { logEntryOf, type LogEntry } from './log-event.js';
import type { Observer } from './observer.js';
import { redactCredentials } from './redact-credentials.js';

export interface LogOptions {
  readonly format: LogFormat;
  readonly level: LogLevel;
  /** Fields of every line. */
  readonly bound: { readonly runId: string; readonly command: string };
  readonly version: string;
  readonly colors: boolean;
  readonly now: () => Date;
  readonly write: (text: string) => void;
}

/** Logs a run by pino. Lines are written synchronously in this process, so that the last one is never lost. */
export async function openLog(options: LogOptions): Promise<Observer> {
  const { version, now } = options;
  const log = await openPino(options);
  const startedAt = now().getTime();
  const phases = new Map<string, number>();
  log({ level: 'info', message: 'run started', fields: { version } });
  return {
    observe(event) {
      const entry = logEntryOf(event);
      if (entry === undefined) return;
      const key = phaseKey(entry);
      if (entry.message === 'phase started') phases.set(key, now().getTime());
      const since = entry.message === 'phase finished' ? phases.get(key) : undefined;
      log(since === undefined ? entry : withDuration(entry, now().getTime() - since));
    },
    finish({ exitCode, error }) {
      const fields = { exitCode, milliseconds: now().getTime() - startedAt };
      if (error === undefined) {
        const level = exitCode === 0 ? 'info' : 'error';
        log({ level, message: 'run finished', fields });
        return;
      }
      const { code, message } = describeError(error);
      const trace = code === 'UNEXPECTED' && error instanceof Error ? { stack: error.stack } : {};
      log({ level: 'error', message, fields: { code, ...fields, ...trace } });
    },
  };
}

function phaseKey({ fields }: LogEntry): string {
  return `${String(fields?.['project'])}/${String(fields?.['phase'])}`;
}

function withDuration(entry: LogEntry, milliseconds: number): LogEntry {
  return { ...entry, fields: { ...entry.fields, milliseconds } };
}

async function openPino(options: LogOptions): Promise<(entry: LogEntry) => void> {
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
