import type { OutcomeReason, ProjectOutcome } from './batch-event.js';

/** What became of one project. */
export interface ProjectReport {
  /** Relative to the root; `.` is the root itself. */
  readonly directory: string;
  readonly name: string;
  readonly prefix: string;
  readonly outcome: ProjectOutcome;
  /** Null unless it failed, was stopped, withheld or had nothing to dump. */
  readonly reason: OutcomeReason | null;
  /** The dump's name in the destination; null if there is none. */
  readonly dump: string | null;
  /** Of the dump's file, hexadecimal. */
  readonly sha256: string | null;
  /** Equal on two machines means equal content. */
  readonly treeSha256: string | null;
  /** Files whose content is in the dump, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  /** Files that were considered and whose content isn't in the dump. */
  readonly skipped: number;
  /** How long it took; 0 if it didn't run. */
  readonly seconds: number;
}

/** The report of a batch, `batch_{stamp}.json`: its schema is `batch-report.schema.json` of this package. */
export interface BatchReport {
  readonly format: 'create-dump-batch';
  readonly version: 1;
  /** Name and version of the program. */
  readonly tool: string;
  /** Absolute. */
  readonly root: string;
  /** The time in the dumps and in their names, UTC. */
  readonly generated: string;
  readonly started: string;
  /** Null if it was killed. */
  readonly finished: string | null;
  readonly seconds: number | null;
  readonly atomic: boolean;
  /** The revision of a run that dumped only what changed since. */
  readonly affected: string | null;
  /** The name of the report of the run that was resumed. */
  readonly resumed: string | null;
  /** `done`: each project is as it should be; `partly`: some; `failed`: none has a dump; `stopped`: before its end. */
  readonly outcome: 'done' | 'partly' | 'failed' | 'stopped';
  /** By directory. */
  readonly projects: readonly ProjectReport[];
}
