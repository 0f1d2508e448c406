import { stampToDate } from '@create-dump/core';
import type { KnownFile } from './known-file.js';
import { parseStem } from './name-role.js';
import { type Pair, readChecksum } from './pair-files.js';
import type { RetentionItem } from './retention-item.js';
import type { StemFiles } from './scan-directory.js';

/** A dump with its checksum file, proven. Its id is the dump's path, its group the prefix. */
export interface Snapshot extends RetentionItem {
  /** Of both files. */
  readonly size: number;
  readonly pinned: boolean;
  readonly dump: KnownFile;
  readonly checksum: KnownFile;
  /** Of the dump, hexadecimal. */
  readonly sha256: string;
  /** In the order in which they may be removed: a dump that is seen always has its checksum. */
  readonly files: readonly KnownFile[];
}

/** Undefined if the checksum file gives no digest for the dump: then nothing is proven. */
export async function toSnapshot(
  pair: Pair,
  { stem, pinned }: StemFiles,
): Promise<Snapshot | undefined> {
  const { dump, checksum } = pair;
  const name = parseStem(stem);
  const time = stampToDate(name?.stamp ?? '');
  const sha256 = await readChecksum(checksum, dump);
  if (name === undefined || time === undefined || sha256 === undefined) return undefined;
  const { prefix: group, sequence } = name;
  const size = dump.size + checksum.size;
  const files = [dump, checksum];
  return { id: dump.path, group, time, sequence, size, pinned, dump, checksum, sha256, files };
}
