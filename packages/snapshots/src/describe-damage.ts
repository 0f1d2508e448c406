import { basename } from 'node:path';
import { displayPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';
import { digestFile } from '@create-dump/markdown-reader';
import { type Pair, readChecksum } from '@create-dump/retention';
import { explainDamage } from './explain-damage.js';
import type { ArchiveItem } from './list-archives.js';
import { proveAlone } from './prove-alone.js';

/** A pair that doesn't match. It stays where it is, and is a copy of nothing. */
export interface DamagedSnapshot {
  /** Of the dump, absolute. */
  readonly path: string;
  readonly prefix: string;
  readonly message: string;
}

export interface DamageEvidence {
  /** Sound archives. */
  readonly archives: readonly ArchiveItem[];
  /** Digests that the ledger records for the dump; empty if it says nothing. */
  readonly recorded: readonly string[];
}

/** Describes in sentences which half of a damaged pair is wrong, as far as that can be told, and where a whole copy is. */
export async function describeDamage(
  pair: Pair,
  { archives, recorded }: DamageEvidence,
  signal: AbortSignal,
): Promise<string> {
  const { path } = pair.dump;
  const dump = displayPath(path);
  const checksum = displayPath(basename(pair.checksum.path));
  try {
    const stated = await readChecksum(pair.checksum, pair.dump);
    const actual = await digestFile(path, signal);
    const right = recorded.length > 0 ? recorded : [actual, stated];
    const copies = archives.filter(({ dumpName }) => dumpName === basename(path));
    const copy = copies.find(({ sha256 }) => right.includes(sha256));
    const place = copy === undefined ? '' : ` A whole copy is in ${displayPath(copy.id)}.`;
    const own = copy?.sha256 === actual ? 'whole' : (await proveAlone(path, signal)).own;
    // An archive with the digest that the checksum file states shows that the dump has changed.
    const proof = own === 'unknown' && copy !== undefined ? 'broken' : own;
    const halves = { dump: path, checksum: pair.checksum.path, hasChecksum: true };
    const message = explainDamage({ ...halves, actual, stated, recorded, own: proof });
    return `${message ?? `${dump} did not match ${checksum}, but does now.`}${place}`;
  } catch (error) {
    signal.throwIfAborted();
    if (errorCode(error) === undefined) throw error;
    return `${dump} does not match ${checksum} or its own manifest.`;
  }
}
