import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError, type RegularFile, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { encodeDescriptor } from './encode-descriptor.js';
import { findEntryFault } from './find-entry-fault.js';
import { readEntryName } from './read-entry-name.js';
import { readBytes } from '../bytes/read-range.js';
import { readZipDirectory, type ZipDirectory } from './read-zip-directory.js';

/** A member of a ZIP, with everything that two headers and a descriptor agree on. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
  /** Where its compressed data begins. */
  readonly start: number;
}

/** Both members of a snapshot, and no others. */
const expectedEntries = 2;

/**
 * Reads the structure of a ZIP, without the contents. Throws `INTEGRITY` unless its headers, data and directory follow
 * one another from the first byte to the last, and all that is said twice is said alike: so no two readers can see
 * different members.
 */
export async function readZipEntries(file: RegularFile): Promise<readonly ZipEntry[]> {
  const directory = await readZipDirectory(file);
  if (directory.entries !== expectedEntries) {
    const found = `${directory.entries} in place of ${expectedEntries}`;
    throw archiveFault(file.path, `the number of its members is ${found}, a dump and its checksum`);
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
  return archiveFault(path, `it is not a ZIP that can be read (${reason})`, error);
}

/** `position`: where the last member ended, and this one must begin. */
async function readEntry(file: RegularFile, zip: ZipFile, entry: Entry, position: number) {
  const name = readEntryName(file.path, entry);
  const fault = (what: string) => archiveFault(file.path, `member ${displayPath(name)} ${what}`);
  const problem = findEntryFault(entry);
  if (problem !== undefined) throw fault(problem);
  const offset = entry.relativeOffsetOfLocalHeader;
  if (offset < position) throw fault('overlaps the one before it');
  if (offset > position) {
    throw fault(`has ${offset - position} bytes before it that belong to none`);
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
  // What is written before the data is known says zero; a descriptor after the data tells.
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
  if (!alike) throw fault('is described differently by its local header and the directory');
  return { start: local.fileDataStart, streamed };
}

const notYetKnown = { crc32: 0, compressedSize: 0, uncompressedSize: 0 };

/** Returns the length of the data descriptor at `start`. */
async function checkDescriptor(file: RegularFile, entry: Entry, start: number, fault: Fault) {
  const expected = encodeDescriptor(entry);
  const found = await readBytes(file, start, start + expected.length);
  if (!found.equals(expected)) {
    throw fault('has a size or CRC in the directory that is not the one after its data');
  }
  return expected.length;
}

/** Returns the length of an entry's record in the directory, and looks at the one field that yauzl doesn't give. */
async function checkRecord(file: RegularFile, entry: Entry, start: number): Promise<number> {
  const disk = await readBytes(file, start + 34, start + 36);
  if (disk.readUInt16LE() !== 0) throw archiveFault(file.path, 'it is a part of a multi-disk ZIP');
  return 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
}

function checkLayout(
  { path }: RegularFile,
  directory: ZipDirectory,
  position: number,
  inDirectory: number,
): void {
  if (position !== directory.start) {
    throw archiveFault(path, 'its last member and its directory do not meet');
  }
  if (inDirectory !== directory.end) throw archiveFault(path, 'its directory has bytes left over');
}
