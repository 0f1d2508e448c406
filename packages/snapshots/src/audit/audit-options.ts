import type { CreateDumpError, Observe } from '@create-dump/core';
import type { RunIdOptions } from '@create-dump/files';
import type { AuditPolicy, Checkpoint, LedgerReport } from '@create-dump/ledger';
import type { AuditState } from './reconcile.js';

export interface AuditOptions {
  /** Absolute. Its ledger is `archives/ledger.jsonl`. */
  readonly directory: string;
  /** How much to read. Items that were verified longer ago than `maxAge` are stale. */
  readonly policy: AuditPolicy;
  /** Read and write nothing; a missing ledger isn't begun. */
  readonly dryRun: boolean;
  /** Record what the ledger lacks, so that it counts as kept. Default: false. */
  readonly adopt?: boolean;
  /** What the ledger must begin with. */
  readonly checkpoint?: Checkpoint;
  /** Permissions of a new ledger, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
}

/** What the calling program provides. */
export interface AuditContext {
  /** `process.now` is the current time for planning. */
  readonly process: RunIdOptions;
  /** The clock, for the records. */
  readonly now: () => Date;
  readonly observe: Observe;
  readonly signal: AbortSignal;
}

/** A file, or a record of one, and what was found. */
export interface AuditedItem {
  /** Path relative to the directory. */
  readonly item: string;
  readonly what: 'snapshot' | 'archive';
  readonly state: AuditState;
  /** Size in bytes; 0 if it isn't there. */
  readonly bytes: number;
  /** Of the dump, hexadecimal: as it was read, or as it is recorded. */
  readonly sha256: string | null;
  /** When it was last read and found whole: ISO 8601. */
  readonly verified: string | null;
  /** Whether it was read, or would be in a dry run. */
  readonly read: boolean;
  /** Why it was read or not; null for what isn't there. */
  readonly reason: string | null;
  /** What is wrong, and where a whole copy is; null if nothing is. */
  readonly message: string | null;
}

export interface AuditReport {
  readonly directory: string;
  readonly dryRun: boolean;
  /** Whether the ledger was begun by this audit, or would be. */
  readonly isNew: boolean;
  readonly ledger: Pick<LedgerReport, 'problems' | 'omitted'> & {
    /** Of the ledger after the audit; undefined if there is none yet. */
    readonly checkpoint: Checkpoint | undefined;
  };
  /** First what was read, in that order, then the others, by name. */
  readonly items: readonly AuditedItem[];
  readonly counts: Readonly<Record<AuditState, number>>;
  /** When the longest unread item was verified; null if one never was, or there is none. */
  readonly oldestVerification: string | null;
  /** How much was read. */
  readonly bytes: number;
  /** Items that can't be read. */
  readonly failures: readonly CreateDumpError[];
}
