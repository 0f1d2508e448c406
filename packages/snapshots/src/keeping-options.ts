import type { ArchiveFormat } from '@create-dump/archiver';
import type { Observe } from '@create-dump/core';
import type { RunIdOptions } from '@create-dump/files';
import type { RetentionPolicy } from '@create-dump/retention';

/** How to keep the snapshots of a directory. */
export interface KeepingOptions {
  /** Absolute. Archives go into its subdirectory `archives/`. */
  readonly directory: string;
  /** Search subdirectories for snapshots as well. */
  readonly search: boolean;
  /** Consider only snapshots with these prefixes. Default: all. */
  readonly groups?: readonly string[];
  /** Consider only dumps whose name matches this regular expression. Default: all. */
  readonly dumpPattern?: string;
  readonly archiveFormat: ArchiveFormat;
  /** Permissions of archives and records, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
  /** Archive the newest snapshot of each group as well. */
  readonly includeCurrent: boolean;
  /** Never remove the newest snapshot of a group from the directory, even if it is archived. */
  readonly keepLatest: boolean;
  /** Which archives to keep. Without any rule, all are kept. */
  readonly policy: RetentionPolicy;
  /** Names of dumps or archives, with or without extension, to keep regardless of the policy. */
  readonly pins: readonly string[];
  /** Remove snapshots whose archive was read back and is sound. */
  readonly cleanRoot: boolean;
  /** Remove and move nothing, regardless of the other options. */
  readonly noRemove: boolean;
  /** Begin a ledger if there is none. An existing one is always written to. Default: false. */
  readonly ledger?: boolean;
  /** Only plan: write, create, move and remove nothing. */
  readonly dryRun: boolean;
  /** Paths of dumps that were just written. If one of them is missing or not proven, nothing is done. */
  readonly required?: readonly string[];
  /** Dumps that don't exist yet; the plan counts each as the newest of its group. For dry runs. */
  readonly upcoming?: readonly UpcomingDump[];
}

export interface UpcomingDump {
  /** The absolute path it will have. */
  readonly path: string;
  readonly prefix: string;
  /** What the dump will record: see `Snapshot.tree`. */
  readonly tree?: string | undefined;
  readonly time: Date;
}

/** What the calling program provides. */
export interface KeepingContext {
  /** `process.now` is the current time for planning. */
  readonly process: RunIdOptions;
  readonly observe: Observe;
  readonly signal: AbortSignal;
  /** Whether the caller holds the lock on the directory already. Default: false. */
  readonly isLocked?: boolean;
}
