import type { Entry, ZipFile } from 'yauzl';
import type { CreateDumpError } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { readBytes } from '../bytes/read-range.js';
import { toZipFault } from './to-zip-fault.js';

type Fault = (what: string) => CreateDumpError;

/**
 * Compares a member's local header with its entry in the central directory, so that no two readers see different members. Returns
 * where its data begins, and whether a data descriptor follows it.
 */
export async function checkLocalHeader(
  file: RegularFile,
  zip: ZipFile,
  entry: Entry,
  fault: Fault,
) {
  const local = await zip.readLocalFileHeaderPromise(entry, {}).catch((error: unknown) => {
    throw toZipFault(file.path, error);
  });
  const streamed = (entry.generalPurposeBitFlag & 8) !== 0;
  // A streamed header is written before the data is known: it states zeros, and a descriptor follows the data.
  const { crc32, compressedSize, uncompressedSize } = streamed ? notYetKnown : entry;
  const alike =
    local.fileName.equals(entry.fileNameRaw) &&
    local.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    local.compressionMethod === entry.compressionMethod &&
    local.lastModFileTime === entry.lastModFileTime &&
    local.lastModFileDate === entry.lastModFileDate &&
    local.crc32 === crc32 &&
    local.compressedSize === compressedSize &&
    local.uncompressedSize === uncompressedSize &&
    local.extraFieldLength === 0;
  if (!alike) throw fault('is described differently by its local header and by the directory');
  return { start: local.fileDataStart, streamed };
}

const notYetKnown = { crc32: 0, compressedSize: 0, uncompressedSize: 0 };

/** Returns the length of the data descriptor, which must be at `start`. */
export async function checkDescriptor(
  file: RegularFile,
  entry: Entry,
  start: number,
  fault: Fault,
) {
  const expected = encodeDescriptor(entry);
  const found = await readBytes(file, start, start + expected.length);
  if (!found.equals(expected)) {
    throw fault('has a size or CRC in the directory that differs from the one after its data');
  }
  return expected.length;
}

/** What follows the data of a streamed member (APPNOTE 4.3.9). */
function encodeDescriptor({ crc32, compressedSize, uncompressedSize }: Entry): Buffer {
  const isLarge = Math.max(compressedSize, uncompressedSize) > 0xffffffff;
  const descriptor = Buffer.alloc(isLarge ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50);
  descriptor.writeUInt32LE(crc32, 4);
  if (isLarge) {
    descriptor.writeBigUInt64LE(BigInt(compressedSize), 8);
    descriptor.writeBigUInt64LE(BigInt(uncompressedSize), 16);
  } else {
    descriptor.writeUInt32LE(compressedSize, 8);
    descriptor.writeUInt32LE(uncompressedSize, 12);
  }
  return descriptor;
}
