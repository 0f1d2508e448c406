import { basename } from 'node:path';
import { parseArchiveName } from '@create-dump/archiver';
import { CreateDumpError, parseDumpName } from '@create-dump/core';
import { type Reading, readInFull } from './read-in-full.js';
import type { Reconciled } from './reconcile.js';

/** The names and digests by which copies of an item are found. */
export interface Sought {
  readonly item: string;
  /** One of them is that of a whole copy, hexadecimal. */
  readonly digests: readonly string[];
}

/**
 * Finds another file that holds the same dump, by reading those with its name and time in full: only what was just read is called
 * a whole copy.
 */
export async function findCopy(
  { item, digests }: Sought,
  items: readonly Reconciled[],
  readings: Map<string, Reading>,
  signal: AbortSignal,
): Promise<Reconciled | undefined> {
  const key = dumpKey(item);
  for (const other of items) {
    if (other.item === item || other.file === undefined || dumpKey(other.item) !== key) continue;
    const reading = readings.get(other.item) ?? (await tryToRead(other, signal));
    if (reading === undefined) continue;
    readings.set(other.item, reading);
    const { sha256, damage } = reading;
    if (damage === undefined && sha256 !== undefined && digests.includes(sha256)) return other;
  }
  return undefined;
}

/** Prefix and time: equal for a dump and its archives. */
function dumpKey(item: string): string {
  const name = basename(item);
  const parts = parseArchiveName(name) ?? parseDumpName(name);
  return `${parts?.prefix}/${parts?.stamp}`;
}

async function tryToRead(other: Reconciled, signal: AbortSignal): Promise<Reading | undefined> {
  if (other.file === undefined) return undefined;
  try {
    return await readInFull(other.file, other.digests, signal);
  } catch (error) {
    if (!(error instanceof CreateDumpError)) throw error;
    return undefined;
  }
}
