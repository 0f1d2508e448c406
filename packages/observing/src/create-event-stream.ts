import { describeError } from './describe-error.js';
import type { RunEvent, Observer } from './observer.js';
import { redactCredentials } from './redact-credentials.js';

export interface EventStreamOptions {
  /** A field of every line. */
  readonly runId: string;
  readonly command: string;
  readonly version: string;
  readonly now: () => Date;
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/** Milliseconds. `progressed` events that come faster are summed up. */
const progressInterval = 100;

/** Writes a run's events as NDJSON, each with its time and the run's id. The last one is `run-finished`. */
export function createEventStream(options: EventStreamOptions): Observer {
  const { runId, command, version, now, write, close } = options;
  const put = (event: object) => {
    const line = JSON.stringify({ time: now().toISOString(), runId, ...event });
    write(`${redactCredentials(line)}\n`);
  };
  const progress = createProgressSum(() => now().getTime(), put);
  put({ type: 'run-started', command, version });
  return {
    observe(event) {
      if (!progress.take(event)) {
        progress.flush();
        put(flatten(event));
      }
    },
    finish({ exitCode, error }) {
      progress.flush();
      put({
        type: 'run-finished',
        exitCode,
        ...(error !== undefined && { error: describeError(error) }),
      });
      close();
    },
  };
}

/** A dump's event unchanged; a project's event in a batch with the project added. */
function flatten(event: RunEvent): object {
  if (event.type === 'project-event') return { project: event.project, ...event.event };
  return event.type === 'batch-event' ? event.event : event;
}

function createProgressSum(time: () => number, put: (event: object) => void) {
  const sums = new Map<string, { source: RunEvent; files: number; bytes: number }>();
  let flushedAt = time();
  const flush = () => {
    flushedAt = time();
    for (const { source, files, bytes } of sums.values()) put({ ...flatten(source), files, bytes });
    sums.clear();
  };
  return {
    flush,
    /** Takes `progressed` events; returns whether it was one. */
    take(source: RunEvent): boolean {
      const event = 'event' in source ? source.event : source;
      if (event.type !== 'progressed') return false;
      const key = source.type === 'project-event' ? source.project.directory : '';
      const { files, bytes } = sums.get(key) ?? { files: 0, bytes: 0 };
      sums.set(key, { source, files: files + event.files, bytes: bytes + event.bytes });
      if (time() - flushedAt >= progressInterval) flush();
      return true;
    },
  };
}
