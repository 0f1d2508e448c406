import { readStatedDigest } from '@create-dump/files';
import type { LedgerEntry } from '@create-dump/ledger';
import { type KeptFile, listKeptFiles } from './list-kept-files.js';
import { readStates } from './read-states.js';

/** The entries with which a new ledger adopts what a directory holds. */
export async function adoptAll(directory: string): Promise<readonly LedgerEntry[]> {
  return (await listKeptFiles(directory)).filter(({ isOurs }) => isOurs).map(adopt);
}

/**
 * The entries for what was published between the listing that a new ledger adopted and the moment it became visible: a run that
 * published then found no ledger to record it in.
 */
export async function adoptLate(
  directory: string,
  signal: AbortSignal | undefined,
): Promise<readonly LedgerEntry[]> {
  const states = await readStates(directory, signal);
  return (await adoptAll(directory)).filter(({ item }) => states?.items.has(item) !== true);
}

/**
 * The entry that adopts a file. Its digest is what its checksum file states; that of an archive isn't known before it is read.
 */
export function adopt(file: KeptFile): LedgerEntry {
  const sha256 =
    file.checksum === undefined ? undefined : readStatedDigest(file.checksum, file.path);
  return { act: 'adopt', item: file.item, ...(sha256 !== undefined && { sha256 }) };
}
