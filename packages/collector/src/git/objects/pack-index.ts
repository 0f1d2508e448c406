import type { ByteCache } from './byte-cache.js';
import { createPagedFile } from './paged-file.js';

/** Maps object ids to offsets in a pack. */
export interface PackIndex {
  /** The object's offset in the pack. */
  find(oid: Buffer): number | undefined;
  /** Up to `limit` ids that start with these hexadecimal digits. */
  findPrefix(prefix: string, limit: number): string[];
}

/**
 * Opens a pack index of version 2.
 * @throws {Error} For a damaged index or another version. The message is a clause.
 */
export function openPackIndex(
  path: string,
  hashLength: number,
  pages: ByteCache<Buffer>,
): PackIndex {
  const file = createPagedFile(path, pages);
  if (file.read(0, 8).toString('hex') !== 'ff744f6300000002') {
    throw new Error('it is not a pack index of version 2');
  }
  const fanout = file.read(8, 1024);
  if (fanout.length < 1024) throw new Error('it is truncated');
  const count = fanout.readUInt32BE(1020);
  const idsAt = 1032;
  const offsetsAt = idsAt + count * (hashLength + 4);
  const idAt = (at: number) => file.read(idsAt + at * hashLength, hashLength);

  /** The first position whose id is equal to or greater than `oid`. */
  const lowerBound = (oid: Buffer): number => {
    const lead = oid[0] ?? 0;
    let low = lead === 0 ? 0 : fanout.readUInt32BE((lead - 1) * 4);
    let high = fanout.readUInt32BE(lead * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Buffer.compare(idAt(middle), oid) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const offsetOf = (at: number): number => {
    const offset = file.read(offsetsAt + at * 4, 4).readUInt32BE(0);
    if (offset < 0x80000000) return offset;
    const large = offsetsAt + count * 4 + (offset - 0x80000000) * 8;
    return Number(file.read(large, 8).readBigUInt64BE(0));
  };
  return {
    find(oid) {
      const at = lowerBound(oid);
      return at < count && idAt(at).equals(oid) ? offsetOf(at) : undefined;
    },
    findPrefix(prefix, limit) {
      const found: string[] = [];
      const start = Buffer.from(prefix.padEnd(hashLength * 2, '0'), 'hex');
      for (let at = lowerBound(start); at < count && found.length < limit; at++) {
        const oid = idAt(at).toString('hex');
        if (!oid.startsWith(prefix)) break;
        found.push(oid);
      }
      return found;
    },
  };
}
