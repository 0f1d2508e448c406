import { displayPath } from '@create-dump/core';
import { openRegularFile, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { defaultLimits } from './archive-limits.js';
import type { ArchivedFile } from './archived-file.js';
import { checkPlace } from './check-place.js';
import { detectFormat } from './detect-format.js';
import type { ReadOptions } from './read-archive.js';
import { readTarGzip } from '../tar/read-tar-gzip.js';
import { readZip } from '../zip/read-zip.js';

/**
 * The two members of an archive: the dump, then its checksum file. Their contents aren't checked; of a ZIP they aren't
 * even read. Throws `INTEGRITY` if the structure is wrong, `READ_FAILED` if the system fails.
 */
export async function listArchive(
  path: string,
  { signal, limits }: ReadOptions = {},
): Promise<readonly Pick<ArchivedFile, 'name' | 'size'>[]> {
  await using file = await openRegularFile(path);
  try {
    const read = (await detectFormat(file)) === 'zip' ? readZip : readTarGzip;
    const members: Pick<ArchivedFile, 'name' | 'size'>[] = [];
    for await (const member of read(file, { ...defaultLimits, ...limits })) {
      signal?.throwIfAborted();
      checkPlace(path, member, members);
      members.push({ name: member.name, size: member.size });
    }
    if (members.length < 2) throw archiveFault(path, 'it has no dump with its checksum file');
    return members;
  } catch (error) {
    signal?.throwIfAborted();
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}
