import { createLogger, type LoggerOptions } from './create-logger.js';
import { describeError } from './describe-error.js';
import { logEntryOf, type LogEntry } from './log-event.js';
import type { Observer } from './observer.js';

export interface LogOptions extends LoggerOptions {
  readonly version: string;
}

/** Logs a run by pino. Lines are written synchronously in this process, so that the last one is never lost. */
export async function openLog(options: LogOptions): Promise<Observer> {
  const { version, now } = options;
  const log = await createLogger(options);
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
