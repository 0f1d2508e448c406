import type { LedgerRecord } from './ledger-record.js';

/** What the ledger says about a file. */
export interface ItemState {
  readonly item: string;
  /**
   * `kept`: it should be there. `begun`: its publication was recorded, but not its completion. `gone`: it was removed or moved to
   * the quarantine, or that was begun.
   */
  readonly status: 'kept' | 'begun' | 'gone';
  /** Digests that it may have, hexadecimal: several if its replacement was recorded since it was last read. */
  readonly digests: readonly string[];
  /** When it was last read and found whole. */
  readonly verified: Date | undefined;
  /** When it was found damaged, unless it was found whole since. */
  readonly damaged: Date | undefined;
  /** The run that determined the status. */
  readonly run: string;
}

export interface ItemStates {
  add(record: LedgerRecord): void;
  /** By item, in the order of first mention. */
  readonly items: ReadonlyMap<string, ItemState>;
}

/** Collects the state of each file from a ledger's records, in order. Memory grows with the number of files, not of records. */
export function createItemStates(): ItemStates {
  const items = new Map<string, ItemState>();
  return {
    items,
    add(record) {
      const item = record.act === 'archive' ? (record.to ?? record.item) : record.item;
      const state = advance(items.get(item), { ...record, item });
      if (state !== undefined) items.set(item, state);
    },
  };
}

function advance(old: ItemState | undefined, record: LedgerRecord): ItemState | undefined {
  const { item, act, sha256, run, done } = record;
  const digests = sha256 === undefined ? [] : [sha256];
  const fresh = { item, digests, run, verified: undefined, damaged: undefined };
  const time = new Date(record.time);
  switch (act) {
    case 'adopt':
      return { ...fresh, status: 'kept' };
    case 'publish':
    case 'archive': {
      if (done === true && old?.digests.includes(sha256 ?? '') === true) {
        return { ...old, status: 'kept', run };
      }
      if (old?.status !== 'kept') return { ...fresh, status: done === true ? 'kept' : 'begun' };
      return { ...fresh, status: 'kept', digests: [...new Set([...old.digests, ...digests])] };
    }
    case 'remove':
    case 'quarantine':
      return { ...(old ?? fresh), status: 'gone', run };
    case 'verified':
      return { ...fresh, status: 'kept', verified: time };
    case 'damaged':
      return { ...(old ?? fresh), status: 'kept', damaged: time };
    default:
      return old;
  }
}
