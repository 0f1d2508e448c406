import type { AuditableItem, ItemState } from '@create-dump/ledger';
import type { KeptFile } from '../ledger/list-kept-files.js';

/**
 * `verified`: read and found whole. `stale`: that is longer ago than the maximum age. `never`: not read yet. `missing`: recorded as
 * kept, and not there. `unrecorded`: there, and not in the ledger. `interrupted`: its publication or removal was recorded, and
 * didn't happen.
 */
export type AuditState =
  | 'verified'
  | 'stale'
  | 'never'
  | 'damaged'
  | 'missing'
  | 'unrecorded'
  | 'interrupted';

export const auditStates: readonly AuditState[] = [
  'verified',
  'stale',
  'never',
  'damaged',
  'missing',
  'unrecorded',
  'interrupted',
];

/** A file, or a record of one, before it is read. */
export interface Reconciled extends AuditableItem {
  readonly what: 'snapshot' | 'archive';
  readonly state: AuditState;
  /** Undefined if it isn't there. */
  readonly file: KeptFile | undefined;
  /** Digests that it may have, hexadecimal; empty if that isn't known. */
  readonly digests: readonly string[];
}

export interface ReconcileOptions {
  /** In milliseconds. Default: nothing is stale. */
  readonly maxAge: number | undefined;
  readonly now: Date;
  /** Whether a run has ended: what a living one has begun isn't interrupted. */
  readonly isOver: (runId: string) => boolean;
}

/**
 * Compares what is there with what the ledger says, in the order of the names. Files that are neither recorded nor certainly ours are
 * left out, and so is what a living run has just begun.
 */
export function reconcile(
  files: readonly KeptFile[],
  states: ReadonlyMap<string, ItemState>,
  options: ReconcileOptions,
): readonly Reconciled[] {
  const found: Reconciled[] = [];
  const present = new Set<string>();
  for (const file of files) {
    const { item, size, what } = file;
    const recorded = states.get(item);
    present.add(item);
    if (recorded === undefined && !file.isOurs) continue;
    found.push({
      item,
      what,
      size,
      file,
      digests: recorded?.digests ?? [],
      verified: recorded?.verified,
      isDamaged: recorded?.damaged !== undefined,
      state: recorded === undefined ? 'unrecorded' : stateOf(recorded, options),
    });
  }
  for (const recorded of states.values()) {
    if (present.has(recorded.item)) continue;
    const state = absentState(recorded, options);
    if (state !== undefined) found.push(toAbsent(recorded, state));
  }
  return found.sort((a, b) => (a.item < b.item ? -1 : 1));
}

function stateOf(
  { status, damaged, verified }: ItemState,
  { maxAge, now }: ReconcileOptions,
): AuditState {
  if (status === 'gone') return 'interrupted';
  if (damaged !== undefined) return 'damaged';
  if (verified === undefined) return 'never';
  const age = now.getTime() - verified.getTime();
  return maxAge !== undefined && (age > maxAge || age < 0) ? 'stale' : 'verified';
}

function absentState(
  { status, run }: ItemState,
  { isOver }: ReconcileOptions,
): AuditState | undefined {
  if (status === 'kept') return 'missing';
  return status === 'begun' && isOver(run) ? 'interrupted' : undefined;
}

function toAbsent({ item, digests, verified, damaged }: ItemState, state: AuditState): Reconciled {
  const what = item.startsWith('archives/') ? 'archive' : 'snapshot';
  const isDamaged = damaged !== undefined;
  return { item, what, size: 0, file: undefined, digests, verified, isDamaged, state };
}
