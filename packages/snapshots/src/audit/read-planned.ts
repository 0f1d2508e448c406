import { CreateDumpError } from '@create-dump/core';
import type { LedgerEntry } from '@create-dump/ledger';
import { readStates } from '../ledger/read-states.js';
import type { AuditContext, AuditOptions } from './audit-options.js';
import { hasCause, readInFull, type Reading } from './read-in-full.js';
import type { Reconciled } from './reconcile.js';
import { isThere, type Stock } from './take-stock.js';

export interface PlannedReadings {
  /** In the order of reading, each with its new state. What was removed meanwhile is left out. */
  readonly items: readonly Reconciled[];
  readonly readings: Map<string, Reading>;
  readonly failures: readonly CreateDumpError[];
  /** How much was read. */
  readonly bytes: number;
}

interface Reader {
  readonly stock: Stock;
  readonly options: AuditOptions;
  readonly context: AuditContext;
}

/**
 * Reads items in full, in order, and records for each whether it is whole. Records are written for several items at once; if the
 * run is stopped, for those that were read.
 */
export async function readPlanned(
  planned: readonly Reconciled[],
  reader: Reader,
): Promise<PlannedReadings> {
  const { observe, signal } = reader.context;
  const items: Reconciled[] = [];
  const readings = new Map<string, Reading>();
  const failures: CreateDumpError[] = [];
  const records = createRecords(reader);
  let bytes = 0;
  const total = planned.reduce((sum, { size }) => sum + size, 0);
  observe({ type: 'phase-started', phase: 'audit', files: planned.length, bytes: total });
  try {
    for (const item of planned) {
      signal.throwIfAborted();
      const reading = await tryToRead(item, reader);
      observe({ type: 'progressed', files: 1, bytes: item.size });
      if (reading instanceof CreateDumpError) failures.push(reading);
      if (reading === undefined || reading instanceof CreateDumpError) {
        const state = await stateOfUnread(item, reader);
        if (state !== undefined) items.push({ ...item, ...state });
        continue;
      }
      bytes += item.size;
      readings.set(item.item, reading);
      const verified = reader.context.now();
      const { damage, sha256 } = reading;
      items.push(
        damage === undefined
          ? { ...item, state: 'verified', verified, digests: sha256 === undefined ? [] : [sha256] }
          : { ...item, state: 'damaged' },
      );
      observe({
        type: 'audited',
        path: item.file?.path ?? item.item,
        state: damage === undefined ? 'verified' : 'damaged',
        bytes: item.size,
      });
      await records.add(item, reading);
    }
  } finally {
    await records.flush();
  }
  observe({ type: 'phase-finished', phase: 'audit' });
  return { items, readings, failures, bytes };
}

/** Undefined if the file has vanished; the error if it can't be read for a reason that isn't damage. */
async function tryToRead(
  { file, digests }: Reconciled,
  { context: { signal } }: Reader,
): Promise<Reading | CreateDumpError | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readInFull(file, digests, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    return hasCause(error, 'ENOENT') ? undefined : error;
  }
}

/** A file that has vanished was removed by a run, which recorded that, or is missing. */
async function stateOfUnread(
  { item, state }: Reconciled,
  { options: { directory }, context: { signal } }: Reader,
): Promise<Pick<Reconciled, 'state' | 'file'> | Pick<Reconciled, 'state'> | undefined> {
  if (isThere(directory, item)) return { state };
  const states = await readStates(directory, signal);
  if (states?.items.get(item)?.status === 'gone') return undefined;
  return { state: 'missing', file: undefined };
}

/** In bytes: after as much reading, a kill must not lose what was read. */
const unrecordedBytes = 2 ** 28;
const unrecordedItems = 32;

function createRecords({ stock: { ledger }, context: { now } }: Reader) {
  let pending: LedgerEntry[] = [];
  let bytes = 0;
  const flush = async () => {
    const entries = pending;
    pending = [];
    bytes = 0;
    // Not stopped by the signal: it takes some milliseconds.
    await ledger?.append(entries, now());
  };
  return {
    flush,
    async add({ item, size, digests, isDamaged }: Reconciled, { damage, sha256 }: Reading) {
      bytes += size;
      if (damage === undefined) {
        pending.push({ act: 'verified', item, ...(sha256 !== undefined && { sha256 }) });
      } else {
        const expected = digests.at(-1);
        const reasons = [damage];
        pending.push({ act: 'damaged', item, ...(expected && { sha256: expected }), reasons });
      }
      const isNews = damage !== undefined && !isDamaged;
      if (isNews || bytes >= unrecordedBytes || pending.length >= unrecordedItems) await flush();
    },
  };
}
