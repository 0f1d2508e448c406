import type { DumpEvent, ErrorCode } from '@create-dump/core';

/** Identifies a project in events and reports. */
export interface ProjectIdentity {
  /** Relative to the batch's root; `.` for the root itself. Unique within a batch. */
  readonly directory: string;
  readonly name: string;
}

/**
 * A project's outcome:
 * - `dumped`: its dump is complete and published
 * - `unchanged`: a new dump would equal the newest one, which the report names, except for its time
 * - `partly`: its dump is published, but a file couldn't be read, or changed while it was read
 * - `failed`: it has no dump, for the given reason
 * - `empty`: it has no file to dump
 * - `withheld`: it was dumped, but the dump is not published, because another project of an atomic batch failed
 * - `stopped`: the run ended before the project was finished
 * - `unaffected`: nothing in it changed since the given revision
 * - `kept`: the earlier run, which this run resumes, dumped it
 */
export type ProjectOutcome =
  | 'dumped'
  | 'unchanged'
  | 'partly'
  | 'failed'
  | 'empty'
  | 'withheld'
  | 'stopped'
  | 'unaffected'
  | 'kept';

/** Why a project has no dump, or an incomplete one. */
export interface OutcomeReason {
  /** `WITHHELD`: another project failed. `STOPPED`: the run ended early. `UNEXPECTED`: a bug, or a failure of the system. */
  readonly code: ErrorCode | 'WITHHELD' | 'STOPPED' | 'UNEXPECTED';
  readonly message: string;
}

/** Something that happened in a batch. Like the events of a single dump, it carries no time. */
export type BatchEvent =
  /** Comes first, with the projects that will be dumped. */
  | { readonly type: 'batch-started'; readonly projects: readonly ProjectIdentity[] }
  | { readonly type: 'project-started'; readonly project: ProjectIdentity }
  | {
      readonly type: 'project-event';
      readonly project: ProjectIdentity;
      readonly event: DumpEvent;
    }
  /** Comes also for a project that never started. After `dumped` and `partly`, the dump is in place. */
  | {
      readonly type: 'project-finished';
      readonly project: ProjectIdentity;
      readonly outcome: ProjectOutcome;
      readonly reason?: OutcomeReason;
    }
  /** An event of the batch as a whole, including its archiving and pruning. */
  | { readonly type: 'batch-event'; readonly event: DumpEvent };

/** Receives the events of a batch. Must not throw. */
export type ObserveBatch = (event: BatchEvent) => void;
