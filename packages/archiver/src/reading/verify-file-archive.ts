import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRegularFile, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { fileMembers } from './member-rule.js';
import type { ReadOptions } from './open-members.js';
import { type ArchiveMember, readMembers } from './read-members.js';

export interface FileArchiveReport {
  readonly path: string;
  /** Size of the archive file. */
  readonly bytes: number;
  /** In the order of the archive. Undefined if the archive is not sound. */
  readonly members: readonly ArchiveMember[] | undefined;
  /** The first fault, in a sentence that names the archive; undefined if it is sound. */
  readonly problem: string | undefined;
}

/**
 * Reads an archive of `archiveFiles`, or of a snapshot, from its first byte to its last, and returns its members with their
 * digests. Damage is part of the report, not an error; throws `READ_FAILED` if there is no regular file or the system fails to
 * read it.
 */
export async function verifyFileArchive(
  path: string,
  options: ReadOptions = {},
): Promise<FileArchiveReport> {
  await using file = await openRegularFile(path);
  const { size: bytes } = file;
  try {
    const { members } = await readMembers(file, fileMembers, options);
    if (members.length === 0) throw archiveFault(path, 'it is empty');
    return { path, bytes, members, problem: undefined };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof CreateDumpError && error.code === 'INTEGRITY') {
      return { path, bytes, members: undefined, problem: error.message };
    }
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}
