import type { ArchiveFormat } from '@create-dump/archiver';
import type { CreateDumpError, RecordAct } from '@create-dump/core';
import type { RetentionOutcome } from '@create-dump/retention';
import type { KeepingContext } from './keeping-options.js';

/** What was done. All paths are absolute. */
export interface KeepingOutcome {
  readonly archived: readonly {
    readonly dump: string;
    readonly path: string;
    readonly bytes: number;
  }[];
  readonly quarantined: readonly { readonly from: string; readonly to: string }[];
  /** The dumps of removed snapshots, the rests of interrupted removals, and removed archives. */
  readonly removed: readonly string[];
  /** Errors that prevented a part of the plan; everything independent of them was done. */
  readonly failures: readonly CreateDumpError[];
}

export interface ApplyKeepingOptions extends KeepingContext {
  readonly archiveFormat: ArchiveFormat;
  /** See `KeepingOptions`. */
  readonly mode?: number;
  readonly runId: string;
  /** Records what is done in the ledger. Default: nothing is recorded. */
  readonly record?: RecordAct;
  /** Don't finish interrupted removals, and don't quarantine orphans. */
  readonly noRemove: boolean;
}

/** A run that carries out a plan, and what it has done so far. */
export interface KeepingWork extends ApplyKeepingOptions {
  /** The directory of the archives. */
  readonly directory: string;
  readonly journal: string;
  readonly warn: (message: string) => void;
  readonly done: {
    readonly archived: { dump: string; path: string; bytes: number }[];
    readonly quarantined: { from: string; to: string }[];
    readonly removed: string[];
    readonly failures: CreateDumpError[];
  };
}

/** Notes what was removed; returns whether everything was. */
export function recordRemoved(
  { removed, failure }: RetentionOutcome<{ readonly id: string }>,
  { observe, done }: KeepingWork,
): boolean {
  for (const { id } of removed) {
    done.removed.push(id);
    observe({ type: 'pruned', path: id });
  }
  if (failure !== undefined) done.failures.push(failure);
  return failure === undefined;
}

/** How removals are recorded. */
export function toRecording({ journal, mode, record, process, signal }: KeepingWork) {
  const options = { ...(mode !== undefined && { mode }), ...(record && { record }) };
  return { journal, now: process.now, signal, ...options };
}
