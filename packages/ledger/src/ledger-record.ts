/**
 * What happens to a kept file. `adopt`: it was there when the ledger began, or was accepted later. `unchanged`: a new snapshot would
 * have been the same. `verified` and `damaged`: it was read in full.
 */
export type LedgerAct =
  | 'adopt'
  | 'publish'
  | 'archive'
  | 'remove'
  | 'quarantine'
  | 'unchanged'
  | 'verified'
  | 'damaged';

/** An act, as a caller describes it. */
export interface LedgerEntry {
  readonly act: LedgerAct;
  /** Path of the file, relative to the directory that the ledger is about. */
  readonly item: string;
  /** Of the content, hexadecimal; for an archive, of what is in it. Absent if it wasn't read. */
  readonly sha256?: string;
  /** Path of the file that comes into being: an archive, or a quarantined file. */
  readonly to?: string;
  /** Identifies the tree that a dump is of. */
  readonly tree?: string;
  readonly commit?: string;
  readonly reasons?: readonly string[];
  /** How `unchanged` was found: by comparing file times, contents, or the commit. */
  readonly by?: 'stat' | 'content' | 'commit';
  /** How many files `unchanged` had to read. */
  readonly reread?: number;
  /** The act was completed. The same act without it was recorded before. */
  readonly done?: true;
}

/** A line of the ledger. */
export interface LedgerRecord extends Omit<LedgerEntry, 'act'> {
  /** Position in the ledger, from 1. */
  readonly seq: number;
  /** SHA-256 of the previous line without its line feed, hexadecimal; 64 zeros in the first line. */
  readonly prev: string;
  /** ISO 8601. */
  readonly time: string;
  /** Id of the run that recorded it. */
  readonly run: string;
  /** A {@link LedgerAct}, or one of a later version. */
  readonly act: string;
}

/** What the first record names as its predecessor. */
export const noPrevious = '0'.repeat(64);

/** Parses a line. Undefined if it isn't a record. */
export function parseRecord(line: Uint8Array): LedgerRecord | undefined {
  try {
    const record = JSON.parse(Buffer.from(line).toString('utf8')) as unknown;
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is LedgerRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, prev, time, run, act, item, sha256, to } = value as Record<string, unknown>;
  const texts = [prev, time, run, act, item];
  return (
    Number.isSafeInteger(seq) &&
    Number(seq) > 0 &&
    texts.every((text) => typeof text === 'string') &&
    [sha256, to].every((text) => text === undefined || typeof text === 'string') &&
    !Number.isNaN(Date.parse(String(time)))
  );
}
