import type { ArchiveFormat } from '@create-dump/archiver';
import type { Observe } from '@create-dump/core';
import type { RunIdOptions } from '@create-dump/files';
import type { RetentionPolicy } from '@create-dump/retention';

/** What is to be done with the snapshots of a directory. */
export interface KeepingOptions {
  /** Absolute. Archives go into `archives/` in it. */
  readonly directory: string;
  /** Look for snapshots in the directories below as well. */
  readonly search: boolean;
  /** Only snapshots of these prefixes. Default: all. */
  readonly groups?: readonly string[];
  /** A regular expression that the names of dumps must match as well. */
  readonly dumpPattern?: string;
  readonly archiveFormat: ArchiveFormat;
  /** Archive the newest snapshot of each group, too. */
  readonly includeCurrent: boolean;
  /** The newest snapshot of each group is never removed from the directory, whether it is archived or not. */
  readonly keepLatest: boolean;
  /** Which archives stay. Without any rule: all. */
  readonly policy: RetentionPolicy;
  /** Names of dumps or archives, with or without their extension, that are kept whatever the policy says. */
  readonly pins: readonly string[];
  /** Remove snapshots that are in an archive that was read back whole. */
  readonly cleanRoot: boolean;
  /** Remove and move nothing, whatever else is said. */
  readonly noRemove: boolean;
  /** Only plan: nothing is written, made, moved or removed. */
  readonly dryRun: boolean;
  /** Dumps that were just written: unless they are there and proven, nothing is done. */
  readonly required?: readonly string[];
  /** Dumps that aren't written yet; a plan counts each as the newest of its group. */
  readonly upcoming?: readonly UpcomingDump[];
}

export interface UpcomingDump {
  /** Absolute, as it will be called. */
  readonly path: string;
  readonly prefix: string;
  readonly time: Date;
}

/** What the program gives to a run. `process.now` is the present that plans go by. */
export interface KeepingContext {
  readonly process: RunIdOptions;
  readonly observe: Observe;
  readonly signal: AbortSignal;
  /** Whoever calls has locked the directory. Default: false. */
  readonly isLocked?: boolean;
}
