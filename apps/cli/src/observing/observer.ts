import type { BatchEvent } from '@create-dump/batching';
import type { DumpEvent } from '@create-dump/core';
import type { ErrorDescription } from './describe-error.js';

/** Whatever the commands tell of their work. */
export type RunEvent = DumpEvent | BatchEvent | ProblemEvent;

/** Something is wrong, and decides the exit code; the run goes on. */
interface ProblemEvent extends ErrorDescription {
  readonly type: 'problem-found';
  /** What it is about, if the message doesn't say so. */
  readonly path?: string;
}

/** How a run ended. */
export interface Outcome {
  readonly exitCode: number;
  /** What ended it early. */
  readonly error?: unknown;
}

/** One who follows a run: reporter, log, progress, events, metrics. None of its functions may throw. */
export interface Observer {
  readonly observe: (event: RunEvent) => void;
  /** The work is done; its result is about to be printed. */
  readonly settle?: () => void;
  readonly finish?: (outcome: Outcome) => void | Promise<void>;
}

export function isBatchEvent(event: RunEvent): event is BatchEvent {
  return 'projects' in event || 'project' in event || 'event' in event;
}
