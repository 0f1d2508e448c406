import { crc32 } from 'node:zlib';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { inflateRange } from '../bytes/inflate-range.js';
import { readBytes } from '../bytes/read-range.js';

const headerLength = 10;
const trailerLength = 8;

/**
 * Unpacks a gzip file (RFC 1952) with exactly one member. Stricter than zlib and gzip(1): throws `INTEGRITY` for further members,
 * trailing bytes, or a header that this package doesn't write, as well as for a wrong CRC or length.
 */
export async function* gunzipFile(file: RegularFile): AsyncGenerator<Buffer> {
  const end = file.size - trailerLength;
  if (end < headerLength) throw archiveFault(file.path, 'it is truncated');
  await checkHeader(file);
  let crc = 0;
  let bytes = 0;
  for await (const piece of inflateRange(file, headerLength, end)) {
    crc = crc32(piece, crc);
    bytes += piece.length;
    yield piece;
  }
  const trailer = await readBytes(file, end, file.size);
  if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== bytes % 2 ** 32) {
    throw archiveFault(file.path, 'its CRC or length does not match its content');
  }
}

async function checkHeader(file: RegularFile): Promise<void> {
  const header = await readBytes(file, 0, headerLength);
  if (!header.equals(plainHeader)) {
    throw archiveFault(file.path, 'its gzip header is damaged or was not written by this program');
  }
}

/** Deflate at the default level, on Unix, without name or time. */
const plainHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
