import type { FileStats } from '@create-dump/collector';

const fields = 5;
const digestBytes = 32;

/**
 * Stats and digests of the files of a dump, by their position: 72 bytes for each. A row without times (NaN) equals no stats, so
 * that its file is read again.
 */
export interface StatTable {
  readonly count: number;
  readonly stats: Float64Array;
  readonly digests: Buffer;
}

export function createStatTable(count: number): StatTable {
  return {
    count,
    stats: new Float64Array(count * fields),
    digests: Buffer.alloc(count * digestBytes),
  };
}

/** @param isReliable Whether the times will tell that the file has changed. */
export function setRow(
  { stats }: StatTable,
  row: number,
  found: FileStats,
  isReliable: boolean,
): void {
  const at = row * fields;
  stats[at] = found.mode;
  stats[at + 1] = found.size;
  stats[at + 2] = isReliable ? found.mtimeMs : Number.NaN;
  stats[at + 3] = found.ctimeMs;
  stats[at + 4] = found.ino;
}

export function setDigest({ digests }: StatTable, row: number, sha256: string): void {
  digests.write(sha256, row * digestBytes, 'hex');
}

export function hasDigest({ digests }: StatTable, row: number, sha256: string): boolean {
  const at = row * digestBytes;
  return digests.toString('hex', at, at + digestBytes) === sha256;
}

/** The device isn't compared, as it can change when a disk is mounted again. */
export function hasStats({ stats }: StatTable, row: number, found: FileStats): boolean {
  const at = row * fields;
  return (
    stats[at] === found.mode &&
    stats[at + 1] === found.size &&
    stats[at + 2] === found.mtimeMs &&
    stats[at + 3] === found.ctimeMs &&
    stats[at + 4] === found.ino
  );
}

export function hasSize({ stats }: StatTable, row: number, size: number): boolean {
  return stats[row * fields + 1] === size;
}

export function encodeStatTable({ stats, digests }: StatTable): readonly Buffer[] {
  return [Buffer.from(stats.buffer, stats.byteOffset, stats.byteLength), digests];
}

/** Undefined if the bytes are too few or too many for `count` rows. */
export function decodeStatTable(bytes: Buffer, count: number): StatTable | undefined {
  const statBytes = count * fields * Float64Array.BYTES_PER_ELEMENT;
  if (bytes.length !== statBytes + count * digestBytes) return undefined;
  const stats = new Float64Array(count * fields);
  Buffer.from(stats.buffer).set(bytes.subarray(0, statBytes));
  return { count, stats, digests: Buffer.from(bytes.subarray(statBytes)) };
}
