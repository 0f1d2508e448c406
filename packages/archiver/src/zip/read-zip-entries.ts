import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError, type RegularFile, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { readBytes } from '../bytes/read-range.js';
import { checkEntry } from './check-entry.js';
import { readZipDirectory, type ZipDirectory } from './read-zip-directory.js';

/** A member of a ZIP, as its two headers and its data descriptor state it. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
  /** Where its compressed data begins. */
  readonly start: number;
}

/** A dump and its checksum file. */
const expectedEntries = 2;

/**
 * Reads the structure of a ZIP, without the contents. Throws `INTEGRITY` unless headers, data and directory cover the file from
 * the first byte to the last, and everything stated twice agrees: then no two readers can see different members.
 */
export async function readZipEntries(file: RegularFile): Promise<readonly ZipEntry[]> {
  const directory = await readZipDirectory(file);
  if (directory.entries !== expectedEntries) {
    const what = `it has ${directory.entries} members instead of ${expectedEntries}, a dump and its checksum file`;
    throw archiveFault(file.path, what);
  }
  const zip = await openZip(file);
  const entries: ZipEntry[] = [];
  let position = 0;
  let inDirectory = directory.start;
  for await (const entry of eachEntry(zip, file)) {
    const { end, ...read } = await readEntry(file, zip, entry, position);
    entries.push(read);
    position = end;
    inDirectory += await checkRecord(file, entry, inDirectory);
  }
  checkLayout(file, directory, position, inDirectory);
  return entries;
}

async function openZip({ path, handle }: RegularFile): Promise<ZipFile> {
  try {
    const options = { autoClose: false, decodeStrings: false, lazyEntries: true };
    return await fromFdPromise(handle.fd, options);
  } catch (error) {
    throw toFault(path, error);
  }
}

async function* eachEntry(zip: ZipFile, { path }: RegularFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw toFault(path, error);
  }
}

function toFault(path: string, error: unknown): CreateDumpError {
  const isSystemError = error instanceof Error && 'syscall' in error;
  if (isSystemError) return toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  if (error instanceof CreateDumpError) return error;
  const reason = describeSystemError(error);
  return archiveFault(path, `it is not a readable ZIP (${reason})`, error);
}

/** @param position Where the previous member ended and this one must begin. */
async function readEntry(file: RegularFile, zip: ZipFile, entry: Entry, position: number) {
  const name = checkEntry(file.path, entry);
  const fault = (what: string) => archiveFault(file.path, `member ${displayPath(name)} ${what}`);
  const offset = entry.relativeOffsetOfLocalHeader;
  if (offset < position) throw fault('overlaps the previous one');
  if (offset > position) {
    throw fault(`is preceded by ${offset - position} bytes that belong to no member`);
  }
  const { start, streamed } = await readLocalHeader(file, zip, entry, fault);
  const { crc32, compressedSize, uncompressedSize: size, compressionMethod } = entry;
  const end = start + compressedSize;
  const descriptorLength = streamed ? await checkDescriptor(file, entry, end, fault) : 0;
  const deflated = compressionMethod === 8;
  return { name, deflated, crc32, size, compressedSize, start, end: end + descriptorLength };
}

type Fault = (what: string) => CreateDumpError;

async function readLocalHeader(file: RegularFile, zip: ZipFile, entry: Entry, fault: Fault) {
  const local = await zip.readLocalFileHeaderPromise(entry, {}).catch((error: unknown) => {
    throw toFault(file.path, error);
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
async function checkDescriptor(file: RegularFile, entry: Entry, start: number, fault: Fault) {
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

/** Returns the length of an entry's record in the directory. Checks its disk number, which yauzl doesn't expose. */
async function checkRecord(file: RegularFile, entry: Entry, start: number): Promise<number> {
  const disk = await readBytes(file, start + 34, start + 36);
  if (disk.readUInt16LE() !== 0) throw archiveFault(file.path, 'it is part of a multi-disk ZIP');
  return 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
}

function checkLayout(
  { path }: RegularFile,
  directory: ZipDirectory,
  position: number,
  inDirectory: number,
): void {
  if (position !== directory.start) {
    throw archiveFault(path, 'its directory does not follow directly on its last member');
  }
  if (inDirectory !== directory.end) throw archiveFault(path, 'its directory has extra bytes');
}
