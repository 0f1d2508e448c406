/*
 * Reading ZIP archives. An open file comes in; its members come out, with their contents as verified streams. yauzl parses
 * the central directory; the files here check that nothing in the archive can be read in two ways.
 */
import { crc32 } from 'node:zlib';
import { displayPath } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { type ArchiveLimits, checkLimits } from '../reading/archive-limits.js';
import type { ArchivedFile } from '../reading/archived-file.js';
import type { MemberRule } from '../reading/member-rule.js';
import { inflateRange } from '../bytes/inflate-range.js';
import { readRange } from '../bytes/read-range.js';
import { readZipEntries, type ZipEntry } from './read-zip-entries.js';

/** Yields the members of a ZIP in order, after checking its whole structure. Throws `INTEGRITY`. */
export async function* readZip(
  file: RegularFile,
  rule: MemberRule,
  limits: ArchiveLimits,
): AsyncGenerator<ArchivedFile> {
  const entries = await readZipEntries(file, rule);
  for (const entry of entries) checkLimits({ path: file.path, ...entry }, limits);
  for (const entry of entries) {
    yield { name: entry.name, size: entry.size, content: () => readContent(file, entry) };
  }
}

async function* readContent(file: RegularFile, entry: ZipEntry): AsyncGenerator<Buffer> {
  const { name, start, compressedSize, deflated, size } = entry;
  const unpack = deflated ? inflateRange : readRange;
  let crc = 0;
  let bytes = 0;
  for await (const piece of unpack(file, start, start + compressedSize)) {
    crc = crc32(piece, crc);
    bytes += piece.length;
    // Checked for each piece: data that is too long may never end.
    if (bytes > size) break;
    yield piece;
  }
  const shown = displayPath(name);
  if (bytes !== size) throw archiveFault(file.path, `member ${shown} is not ${size} bytes long`);
  if (crc !== entry.crc32) throw archiveFault(file.path, `the CRC of member ${shown} is wrong`);
}
