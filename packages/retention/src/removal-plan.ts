import type { KnownFile } from './known-file.js';
import type { Proof } from './prove-snapshot.js';
import type { RetentionItem } from './retention-item.js';

/** An item that can be removed: it knows its files, in the order in which they go. */
export interface RemovableItem extends RetentionItem {
  readonly files: readonly KnownFile[];
  /** Hexadecimal, for the record. */
  readonly sha256?: string;
}

/** The part of a retention plan that is acted on; others may make one, with reasons of their own. */
export interface RemovalPlan<T extends RemovableItem> {
  readonly keep: readonly { readonly item: T }[];
  readonly remove: readonly PlannedRemoval<T>[];
}

export interface PlannedRemoval<T> {
  readonly item: T;
  readonly reasons: readonly { readonly message: string }[];
}

export interface ApplyRetentionOptions<T extends RemovableItem> {
  /** Reads an item, all of it, and says whether it is one of ours and whole. */
  readonly prove: (item: T) => Promise<Proof>;
  /**
   * Whether there is a verified copy of this very item elsewhere. Asked before each removal, if given. Else an item only
   * goes while a kept one of its group is there and proven.
   */
  readonly hasOtherCopy?: (item: T) => Promise<boolean>;
  /** Absolute path of the file that a line for each removal goes to: `…/archives/tombstones.jsonl`. */
  readonly journal: string;
  /** Goes into the record. */
  readonly now: Date;
  readonly signal: AbortSignal;
}
