import type { RecordAct } from '@create-dump/core';
import type { KnownFile } from './known-file.js';
import type { Proof } from './prove-snapshot.js';
import type { RetentionItem } from './retention-item.js';

/** An item that can be removed. */
export interface RemovableItem extends RetentionItem {
  /** In the order of removal. */
  readonly files: readonly KnownFile[];
  /** Hexadecimal; goes into the journal. */
  readonly sha256?: string;
}

/** The part of a retention plan that `applyRetention` needs; callers may build one with reasons of their own. */
export interface RemovalPlan<T extends RemovableItem> {
  readonly keep: readonly { readonly item: T }[];
  readonly remove: readonly PlannedRemoval<T>[];
}

export interface PlannedRemoval<T> {
  readonly item: T;
  readonly reasons: readonly { readonly message: string }[];
}

export interface ApplyRetentionOptions<T extends RemovableItem> {
  /** Reads an item in full and judges whether it is ours and intact. */
  readonly prove: (item: T) => Promise<Proof>;
  /**
   * Whether a verified copy of this item exists elsewhere; called before each removal. Without it, an item is only removed while
   * a kept item of its group exists and is proven.
   */
  readonly hasOtherCopy?: (item: T) => Promise<boolean>;
  /** Absolute path of the journal of removals: `…/archives/tombstones.jsonl`. */
  readonly journal: string;
  /** Permissions of the journal, regardless of the umask. Default: as it has them, `0o600` for a new one. */
  readonly mode?: number;
  /** Records each removal in a ledger before it happens. Default: nothing is recorded. */
  readonly record?: RecordAct;
  /** Time for the records. */
  readonly now: Date;
  readonly signal: AbortSignal;
}
