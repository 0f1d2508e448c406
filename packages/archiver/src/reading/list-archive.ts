import { displayPath } from '@create-dump/core';
import { openRegularFile, toFailure } from '@create-dump/files';
import type { ArchivedFile } from './archived-file.js';
import { snapshotMembers } from './member-rule.js';
import { openMembers, type ReadOptions, requirePair } from './open-members.js';

/**
 * Lists the two members of an archive: the dump, then its checksum file. Contents are not verified; those of a ZIP are not even
 * read. Throws `INTEGRITY` if the structure is wrong, `READ_FAILED` if the system fails.
 */
export async function listArchive(
  path: string,
  options: ReadOptions = {},
): Promise<readonly Pick<ArchivedFile, 'name' | 'size'>[]> {
  await using file = await openRegularFile(path);
  try {
    const listed: Pick<ArchivedFile, 'name' | 'size'>[] = [];
    const { members } = await openMembers(file, snapshotMembers, options);
    for await (const { name, size } of members) listed.push({ name, size });
    return requirePair(path, listed);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}
