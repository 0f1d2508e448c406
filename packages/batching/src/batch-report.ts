import type { OutcomeReason, ProjectOutcome } from './batch-event.js';

/** The outcome of one project. */
export interface ProjectReport {
  /** Relative to the root; `.` for the root itself. */
  readonly directory: string;
  readonly name: string;
  readonly prefix: string;
  readonly outcome: ProjectOutcome;
  /** Null if the project is as it should be: `dumped`, `unchanged`, `kept` or `unaffected`. */
  readonly reason: OutcomeReason | null;
  /** File name of the dump in the destination; null if there is none. */
  readonly dump: string | null;
  /** Of the dump file, hexadecimal. */
  readonly sha256: string | null;
  /** Equal on two machines means equal content. */
  readonly treeSha256: string | null;
  /** How many files have their content in the dump. */
  readonly files: number;
  /** The sum of their sizes. */
  readonly bytes: number;
  /** How many files were considered, but have no content in the dump. */
  readonly skipped: number;
  /** How long the dump took; 0 if the project didn't run. */
  readonly seconds: number;
}

/** The report of a batch, `batch_{stamp}.json`. */
export interface BatchReport {
  readonly format: 'create-dump-batch';
  readonly version: 1;
  /** Name and version of the program. */
  readonly tool: string;
  /** Absolute path. */
  readonly root: string;
  /** The time in the dumps and in their names, in UTC. */
  readonly generated: string;
  readonly started: string;
  /** Null for a run that was killed. */
  readonly finished: string | null;
  readonly seconds: number | null;
  readonly atomic: boolean;
  /** For a run that dumped only changed projects: the revision that they were compared with. */
  readonly affected: string | null;
  /** For a run that resumed another: the file name of that run's report. */
  readonly resumed: string | null;
  /** `done`: every project is as it should be. `partly`: some are. `failed`: none has a dump. `stopped`: the run ended early. */
  readonly outcome: 'done' | 'partly' | 'failed' | 'stopped';
  /** In byte order of their directories. */
  readonly projects: readonly ProjectReport[];
}
