import type { RunIdOptions } from '@create-dump/files';
import type { ProjectDump, RunContext } from '@create-dump/dumping';
import type { KeepingOptions } from '@create-dump/snapshots';
import type { ObserveBatch, OutcomeReason, ProjectIdentity } from './batch-event.js';

/** What a project's dump is to be; the batch says where it goes, and what belongs to other projects. */
export type ProjectRequest = Omit<ProjectDump, 'destination'>;

/** A project that was found. One whose settings are wrong has a reason in place of a request. */
export interface BatchProject extends ProjectIdentity {
  readonly prepared: ProjectRequest | { readonly failure: OutcomeReason };
}

/** Archiving and pruning after the dumps; `all`: of every group, not only of those that were dumped. */
export interface BatchKeeping extends Omit<
  KeepingOptions,
  'directory' | 'groups' | 'dryRun' | 'required' | 'upcoming'
> {
  readonly all: boolean;
}

/** What a batch is to do. Paths are absolute but for those of projects. */
export interface BatchOptions {
  readonly root: string;
  /** The directory for dumps, reports and archives; it is made if it is missing. */
  readonly destination: string;
  /** Goes before the prefix of each dump. */
  readonly stem?: string;
  /** All that were found. */
  readonly projects: readonly BatchProject[];
  /** A project's dump holds the files of the projects below it as well. */
  readonly nested: boolean;
  /** How many projects run side by side. */
  readonly jobs: number;
  /** How long one may take, in milliseconds. */
  readonly timeout?: number;
  /** Publish all dumps at the end, or none if a project fails. */
  readonly atomic: boolean;
  /** Only projects in which something changed since this revision. */
  readonly affected?: string;
  /** Only what the last run here, if it didn't end well, has not dumped. */
  readonly resume: boolean;
  /** How long to wait for another run in the destination, in milliseconds. */
  readonly wait: number;
  readonly keeping?: BatchKeeping;
}

/** What the program gives to a batch: identity, clock, observers. */
export interface BatchContext extends Omit<RunContext, 'observe' | 'admit'> {
  readonly process: RunIdOptions;
  readonly observe: ObserveBatch;
  readonly now: () => Date;
}
