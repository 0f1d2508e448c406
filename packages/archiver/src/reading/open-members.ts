import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import type { ArchiveFormat } from '../archive-name.js';
import { readBytes } from '../bytes/read-range.js';
import { readTarGzip } from '../tar/read-tar-gzip.js';
import { readZip } from '../zip/read-zip.js';
import { type ArchiveLimits, defaultLimits } from './archive-limits.js';
import type { ArchivedFile } from './archived-file.js';
import type { MemberRule } from './member-rule.js';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Default, for each limit: see {@link ArchiveLimits}. */
  readonly limits?: Partial<ArchiveLimits>;
}

/**
 * Opens an archive for reading its members in order. Opening throws `INTEGRITY` if the file is in neither format; iterating does
 * so if the structure is damaged, or at a member that the rule doesn't allow.
 */
export async function openMembers(
  file: RegularFile,
  rule: MemberRule,
  options: ReadOptions,
): Promise<{ readonly format: ArchiveFormat; readonly members: AsyncIterable<ArchivedFile> }> {
  const format = await detectFormat(file);
  return { format, members: readMembers(file, format, rule, options) };
}

async function* readMembers(
  file: RegularFile,
  format: ArchiveFormat,
  rule: MemberRule,
  { signal, limits }: ReadOptions,
): AsyncGenerator<ArchivedFile> {
  const read = format === 'zip' ? readZip : readTarGzip;
  const checkPlace = rule.createPlaceCheck(file.path);
  for await (const member of read(file, rule, { ...defaultLimits, ...limits })) {
    signal?.throwIfAborted();
    checkPlace(member);
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
