import { checksumName, displayPath, parseDumpName } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import type { ArchiveFormat } from '../archive-name.js';
import { readBytes } from '../bytes/read-range.js';
import { readTarGzip } from '../tar/read-tar-gzip.js';
import { readZip } from '../zip/read-zip.js';
import { type ArchiveLimits, defaultLimits } from './archive-limits.js';
import type { ArchivedFile } from './archived-file.js';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Default, for each limit: see {@link ArchiveLimits}. */
  readonly limits?: Partial<ArchiveLimits>;
}

/** Upper bound for a checksum file in bytes: one line with a name of 255 bytes, each of them escaped. */
export const longestChecksum = 640;

/**
 * Opens an archive for reading its members in order: a dump, then its checksum file. Opening throws `INTEGRITY` if the file is
 * in neither format; iterating does so if the structure is damaged, or at a member that doesn't belong in a snapshot.
 */
export async function openMembers(
  file: RegularFile,
  options: ReadOptions,
): Promise<{ readonly format: ArchiveFormat; readonly members: AsyncIterable<ArchivedFile> }> {
  const format = await detectFormat(file);
  return { format, members: readMembers(file, format, options) };
}

async function* readMembers(
  file: RegularFile,
  format: ArchiveFormat,
  { signal, limits }: ReadOptions,
): AsyncGenerator<ArchivedFile> {
  const read = format === 'zip' ? readZip : readTarGzip;
  const before: ArchivedFile[] = [];
  for await (const member of read(file, { ...defaultLimits, ...limits })) {
    signal?.throwIfAborted();
    checkPlace(file.path, member, before);
    before.push(member);
    yield member;
  }
}

/** The two members of an archive that was read to its end; throws `INTEGRITY` if one is missing. */
export function requirePair<T>(path: string, [dump, checksum]: readonly T[]): readonly [T, T] {
  if (dump === undefined) throw archiveFault(path, 'it is empty');
  if (checksum === undefined) throw archiveFault(path, 'it has a dump, but no checksum file');
  return [dump, checksum];
}

/** By the first bytes: the file's name is only a hint. */
async function detectFormat(file: RegularFile): Promise<ArchiveFormat> {
  if (file.size === 0) throw archiveFault(file.path, 'it is empty');
  const magic = await readBytes(file, 0, Math.min(file.size, 4));
  if (magic.equals(Buffer.from('PK\u0003\u0004'))) return 'zip';
  if (magic[0] === 0x1f && magic[1] === 0x8b) return 'tar.gz';
  throw archiveFault(file.path, 'it begins neither as a ZIP nor as a gzipped tar');
}

/** Throws `INTEGRITY` unless the member may follow those `before` it. */
function checkPlace(
  path: string,
  { name, size }: ArchivedFile,
  before: readonly ArchivedFile[],
): void {
  const fault = (what: string) => archiveFault(path, `member ${displayPath(name)} ${what}`);
  const [dump] = before;
  if (before.some((other) => other.name === name)) throw fault('occurs twice');
  if (before.length > 1) throw fault('is a third one, beside a dump and its checksum file');
  if (dump === undefined) {
    if (parseDumpName(name) === undefined) throw fault('does not have the name of a dump');
    return;
  }
  if (name !== checksumName(dump.name)) {
    throw fault(`is not the checksum file of ${displayPath(dump.name)}`);
  }
  if (size > longestChecksum) throw fault(`is too long for a checksum file (${size} bytes)`);
}
