import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { readBytes } from '../bytes/read-range.js';

/** Where the central directory of a ZIP lies, and how many entries it states. */
export interface ZipDirectory {
  readonly start: number;
  readonly end: number;
  readonly entries: number;
}

const endLength = 22;
const locatorLength = 20;
const end64Length = 56;

/**
 * Reads the records at the end of a ZIP (APPNOTE 4.3.14 to 4.3.16). They must be its last bytes, without a comment and for one
 * disk, so that a reader that searches for them backwards finds no others.
 */
export async function readZipDirectory(file: RegularFile): Promise<ZipDirectory> {
  const fault = (what: string) => archiveFault(file.path, what);
  const endStart = file.size - endLength;
  const record = await readBytes(file, endStart, file.size);
  if (record.readUInt32LE(0) !== 0x06054b50 || record.readUInt16LE(20) !== 0) {
    throw fault(
      'it does not end with a ZIP end record: it is truncated, has a comment, or has bytes appended',
    );
  }
  const disks = [record.readUInt16LE(4), record.readUInt16LE(6)];
  const entries = record.readUInt16LE(10);
  const [size, start] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  if (disks.some((disk) => disk !== 0)) throw fault('it is part of a multi-disk ZIP');
  if (record.readUInt16LE(8) !== entries) throw fault('its two counts of members differ');
  const is64 = entries === 0xffff || size === 0xffffffff || start === 0xffffffff;
  const directory = is64
    ? await readZip64(file, endStart - locatorLength)
    : { start, end: start + size, entries };
  const expectedEnd = is64 ? endStart - locatorLength - end64Length : endStart;
  if (directory.end !== expectedEnd) {
    throw fault(
      'its end record does not follow directly on its directory: bytes were added, removed or changed',
    );
  }
  return directory;
}

async function readZip64(file: RegularFile, locatorStart: number): Promise<ZipDirectory> {
  const start = locatorStart - end64Length;
  const bytes = await readBytes(file, start, locatorStart + locatorLength);
  const [record, locator] = [bytes.subarray(0, end64Length), bytes.subarray(end64Length)];
  const sound =
    locator.readUInt32LE(0) === 0x07064b50 &&
    locator.readUInt32LE(4) === 0 &&
    locator.readBigUInt64LE(8) === BigInt(start) &&
    locator.readUInt32LE(16) === 1 &&
    record.readUInt32LE(0) === 0x06064b50 &&
    record.readBigUInt64LE(4) === BigInt(end64Length - 12) &&
    record.readUInt32LE(16) === 0 &&
    record.readUInt32LE(20) === 0 &&
    record.readBigUInt64LE(24) === record.readBigUInt64LE(32);
  if (!sound) throw archiveFault(file.path, 'its ZIP64 end records are damaged');
  const directoryStart = Number(record.readBigUInt64LE(48));
  const end = directoryStart + Number(record.readBigUInt64LE(40));
  return { start: directoryStart, end, entries: Number(record.readBigUInt64LE(32)) };
}
