import type { DumpEvent, ErrorCode } from '@create-dump/core';

/** A project as observers and reports know it. */
export interface ProjectIdentity {
  /** Relative to the batch's root; `.` is the root itself. Tells the projects of a batch apart. */
  readonly directory: string;
  readonly name: string;
}

/**
 * What became of a project:
 * - `dumped`: its dump is whole; `partly`: a file couldn't be read, or changed while it was read
 * - `failed`: it has no dump, and a reason
 * - `empty`: it has no file to dump
 * - `withheld`: its dump was fine, but isn't published, as another project of an atomic batch failed
 * - `stopped`: the run ended before its turn, or in it
 * - `unaffected`: nothing changed in it; `kept`: an earlier run that is resumed has dumped it
 */
export type ProjectOutcome =
  | 'dumped'
  | 'partly'
  | 'failed'
  | 'empty'
  | 'withheld'
  | 'stopped'
  | 'unaffected'
  | 'kept';

/** Why a project has no dump, or only a part of one. */
export interface OutcomeReason {
  /** `WITHHELD`: another project failed. `UNEXPECTED`: a fault of the program, or of the system beneath it. */
  readonly code: ErrorCode | 'WITHHELD' | 'STOPPED' | 'UNEXPECTED';
  readonly message: string;
}

/** One thing that happened in a batch. Like those of a single dump, events carry no time. */
export type BatchEvent =
  /** First of all: these projects are to be dumped. */
  | { readonly type: 'batch-started'; readonly projects: readonly ProjectIdentity[] }
  | { readonly type: 'project-started'; readonly project: ProjectIdentity }
  | {
      readonly type: 'project-event';
      readonly project: ProjectIdentity;
      readonly event: DumpEvent;
    }
  /** Also for a project that never started. With `dumped` and `partly`, the dump is in place. */
  | {
      readonly type: 'project-finished';
      readonly project: ProjectIdentity;
      readonly outcome: ProjectOutcome;
      readonly reason?: OutcomeReason;
    }
  /** Of the batch as a whole, also while it archives and prunes. */
  | { readonly type: 'batch-event'; readonly event: DumpEvent };

/** The batch's channel of observation. Must not throw. */
export type ObserveBatch = (event: BatchEvent) => void;
