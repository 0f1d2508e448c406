import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRegularFile, type RegularFile, toFailure } from '@create-dump/files';
import { type ArchiveContents, readArchive, type ReadOptions } from './read-archive.js';

export interface ArchiveReport {
  readonly path: string;
  /** Size of the archive. */
  readonly bytes: number;
  /** Undefined if the archive is not sound. */
  readonly contents: ArchiveContents | undefined;
  /** The first thing that is wrong, in a sentence that names the archive; undefined if nothing is. */
  readonly problem: string | undefined;
}

/**
 * Reads an archive from its first byte to its last, and tells whether it holds one whole snapshot and nothing else. A
 * damaged or hostile archive is a report; throws `READ_FAILED` only if there is no file to read, or the system fails to.
 */
export async function verifyArchive(
  path: string,
  options: ReadOptions = {},
): Promise<ArchiveReport> {
  await using file = await openRegularFile(path);
  // Without the await, the file would be closed before it is read.
  return await verifyOpenArchive(file, options);
}

/** The same for a file that is open already. */
export async function verifyOpenArchive(
  file: RegularFile,
  options: ReadOptions,
): Promise<ArchiveReport> {
  const { path, size: bytes } = file;
  try {
    const contents = await readArchive(file, options);
    return { path, bytes, contents, problem: undefined };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof CreateDumpError && error.code === 'INTEGRITY') {
      return { path, bytes, contents: undefined, problem: error.message };
    }
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}
