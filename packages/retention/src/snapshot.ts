import { stampToDate } from '@create-dump/core';
import { groupKey } from './group-key.js';
import type { KnownFile } from './known-file.js';
import { parseStem } from './name-role.js';
import { type Pair, readChecksum } from './pair-files.js';
import type { IdentifyTree } from './prove-snapshot.js';
import type { RetentionItem } from './retention-item.js';
import type { StemFiles } from './scan-directory.js';

/** A proven dump with its checksum file. Its id is the path of the dump, its group that of `groupKey`. */
export interface Snapshot extends RetentionItem {
  readonly prefix: string;
  /** Identifies the tree: hexadecimal. Undefined if the dump doesn't record it. */
  readonly tree: string | undefined;
  /** Of all its files together. */
  readonly size: number;
  readonly pinned: boolean;
  readonly dump: KnownFile;
  readonly checksum: KnownFile;
  /** Of the checksum file; undefined if it isn't signed. */
  readonly signature?: KnownFile;
  /** Of the dump, hexadecimal. */
  readonly sha256: string;
  /** The dump first, the checksum file last: removed in this order, a visible dump always has its checksum and signature. */
  readonly files: readonly KnownFile[];
}

/** Undefined if the checksum file states no digest for the dump, as nothing is proven then. */
export async function toSnapshot(
  pair: Pair,
  { stem, pinned }: StemFiles,
  identify: IdentifyTree,
): Promise<Snapshot | undefined> {
  const { dump, checksum, signature } = pair;
  const name = parseStem(stem);
  const time = stampToDate(name?.stamp ?? '');
  const sha256 = await readChecksum(checksum, dump);
  if (name === undefined || time === undefined || sha256 === undefined) return undefined;
  const { prefix, sequence } = name;
  const tree = await identify(dump.path);
  const group = groupKey(prefix, tree);
  const files = [dump, ...(signature ? [signature] : []), checksum];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const common = { group, prefix, tree, time, sequence, size, pinned, sha256 };
  return { id: dump.path, ...common, dump, checksum, ...(signature && { signature }), files };
}
