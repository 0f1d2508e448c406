import type { BatchEvent } from '@create-dump/batching';
import type { DumpEvent } from '@create-dump/core';
import type { ErrorDescription } from './describe-error.js';

/** Everything that commands report about their work. */
export type RunEvent = DumpEvent | BatchEvent | ProblemEvent;

/** A problem that determines the exit code while the run continues. */
interface ProblemEvent extends ErrorDescription {
  readonly type: 'problem-found';
  /** The affected path, if the message doesn't name it. */
  readonly path?: string;
}

/** How a run ended. */
export interface Outcome {
  readonly exitCode: number;
  /** What ended the run early. */
  readonly error?: unknown;
}

/** Something that follows a run: the reporter, the log, the progress display, the event stream or the metrics. Its functions must not throw. */
export interface Observer {
  readonly observe: (event: RunEvent) => void;
  /** Called when the work is done and its result is about to be printed. */
  readonly settle?: () => void;
  /** Why its output lacks something, as a sentence; undefined if it lacks nothing. */
  readonly loss?: () => string | undefined;
  readonly finish?: (outcome: Outcome) => void | Promise<void>;
}

export function isBatchEvent(event: RunEvent): event is BatchEvent {
  return 'projects' in event || 'project' in event || 'event' in event;
}
