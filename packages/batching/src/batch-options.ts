import type { OwnProcess, ProjectDump, RunContext, Selection } from '@create-dump/dumping';
import type { KeepingOptions } from '@create-dump/snapshots';
import type { ObserveBatch, OutcomeReason, ProjectIdentity } from './batch-event.js';
import type { RunProjects } from './remote/project-task.js';

/** Describes a project's dump. Its destination, and what belongs to other projects, are the batch's to decide. */
export type ProjectRequest = Omit<ProjectDump, 'destination'>;

/** A project of the batch. A `FoundProject` from `@create-dump/workspaces` is one. */
export interface BatchProject extends ProjectIdentity {
  /** What to dump, or why the project can't be dumped. Default: the batch's `defaults`, under the project's name. */
  readonly prepared?: ProjectRequest | { readonly failure: OutcomeReason };
}

/** How to dump projects that don't say so themselves. */
export interface ProjectDefaults extends Omit<ProjectRequest, 'selection' | 'name' | 'group'> {
  /** Which files. Default: those that git lists, with the user's own configuration of git. */
  readonly selection?: Omit<Selection, 'root'>;
}

/** Archiving and pruning after the dumps. */
export interface BatchKeeping extends Omit<
  KeepingOptions,
  'directory' | 'groups' | 'dryRun' | 'required' | 'upcoming'
> {
  /** Whether every group in the destination is processed, or only those of the projects dumped by this run. */
  readonly all: boolean;
}

/** Describes a batch. Paths are absolute, except those of projects. */
export interface BatchOptions {
  readonly root: string;
  /** The directory for dumps, reports and archives; created if it is missing. */
  readonly destination: string;
  /** Precedes the prefix of each dump, to distinguish batches with the same destination. */
  readonly stem?: string;
  /** All projects that were found. */
  readonly projects: readonly BatchProject[];
  /** For projects without `prepared`. Default: the whole directory of each. */
  readonly defaults?: ProjectDefaults;
  /** Whether a project's dump also contains the files of projects below it. Default: false. */
  readonly nested?: boolean;
  /** How many projects are dumped side by side. Default: 4. */
  readonly jobs?: number;
  /** Time limit for each project, in milliseconds. Default: none. */
  readonly timeout?: number;
  /** Publish all dumps at the end, or none if a project fails. Default: false. */
  readonly atomic?: boolean;
  /** Don't publish an atomic batch if a pattern for several projects matches in none of them. Default: false. */
  readonly strict?: boolean;
  /** Dump only projects that changed since this revision. */
  readonly affected?: string;
  /** Dump only what the last run in the destination, which must not have succeeded, left undone. Default: false. */
  readonly resume?: boolean;
  /** How long to wait for another run in the destination, in milliseconds. Default: 0. */
  readonly wait?: number;
  /** Begin a ledger in the destination if there is none. An existing one is always written to. Default: false. */
  readonly ledger?: boolean;
  /** Permissions of the report, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
  readonly keeping?: BatchKeeping;
}

/** What the calling program supplies to a batch. Nothing is required. */
export interface BatchContext extends Omit<
  RunContext,
  'process' | 'tool' | 'observe' | 'admit' | 'record' | 'mustBeSigned'
> {
  /** From which a later run can tell whether this one is still alive. Default: this process. */
  readonly process?: Pick<OwnProcess, 'pid' | 'hostname'>;
  /** Name and version of the program. Default: `@create-dump/batching`. */
  readonly tool?: string;
  /** The clock: read when the run starts and ends, around each dump, and for archiving. Default: the system's. */
  readonly now?: () => Date;
  /** The time in the dumps and in all names, for reproducible runs. Default: when the run starts. */
  readonly generatedAt?: Date;
  readonly observe?: ObserveBatch;
  /** Has the chosen projects dumped by other processes. Default: this process dumps them, `jobs` at a time. */
  readonly runProjects?: RunProjects;
}
