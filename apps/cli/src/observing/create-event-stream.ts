import type { RunEvent, Observer } from './observer.js';
import { describeError } from './describe-error.js';
import { redactCredentials } from './redact-credentials.js';

export interface EventStreamOptions {
  /** Stands on every line. */
  readonly runId: string;
  readonly command: string;
  readonly version: string;
  readonly now: () => Date;
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/** `progressed` events that come faster are added up. */
const progressInterval = 100;

/** Writes a run's events as NDJSON, each with the time and the run's id; the last one is `run-finished`. */
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

/** A dump's event stands as it is; of a batch, with the project it is about. */
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
    /** Whether it was a `progressed` event. */
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
