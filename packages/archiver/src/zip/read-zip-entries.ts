import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { displayPath } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import type { MemberRule } from '../reading/member-rule.js';
import { readBytes } from '../bytes/read-range.js';
import { checkEntry } from './check-entry.js';
import { checkDescriptor, checkLocalHeader } from './check-local-header.js';
import { toZipFault } from './to-zip-fault.js';
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

/**
 * Reads the structure of a ZIP, without the contents. Throws `INTEGRITY` unless headers, data and directory cover the file from
 * the first byte to the last, and everything stated twice agrees: then no two readers can see different members.
 */
export async function readZipEntries(
  file: RegularFile,
  rule: MemberRule,
): Promise<readonly ZipEntry[]> {
  const directory = await readZipDirectory(file);
  const countFault = rule.findCountFault(directory.entries);
  if (countFault !== undefined) throw archiveFault(file.path, countFault);
  const zip = await openZip(file);
  const entries: ZipEntry[] = [];
  let position = 0;
  let inDirectory = directory.start;
  for await (const entry of eachEntry(zip, file)) {
    const { end, ...read } = await readEntry(file, zip, { entry, position, rule });
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
    throw toZipFault(path, error);
  }
}

async function* eachEntry(zip: ZipFile, { path }: RegularFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw toZipFault(path, error);
  }
}

interface ExpectedEntry {
  readonly entry: Entry;
  /** Where the previous member ended and this one must begin. */
  readonly position: number;
  readonly rule: MemberRule;
}

async function readEntry(
  file: RegularFile,
  zip: ZipFile,
  { entry, position, rule }: ExpectedEntry,
) {
  const name = checkEntry(file.path, entry, rule);
  const fault = (what: string) => archiveFault(file.path, `member ${displayPath(name)} ${what}`);
  const offset = entry.relativeOffsetOfLocalHeader;
  if (offset < position) throw fault('overlaps the previous one');
  if (offset > position) {
    throw fault(`is preceded by ${offset - position} bytes that belong to no member`);
  }
  const { start, streamed } = await checkLocalHeader(file, zip, entry, fault);
  const { crc32, compressedSize, uncompressedSize: size, compressionMethod } = entry;
  const end = start + compressedSize;
  const descriptorLength = streamed ? await checkDescriptor(file, entry, end, fault) : 0;
  const deflated = compressionMethod === 8;
  return { name, deflated, crc32, size, compressedSize, start, end: end + descriptorLength };
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
