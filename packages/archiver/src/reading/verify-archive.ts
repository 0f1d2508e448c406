import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRegularFile, type RegularFile, toFailure } from '@create-dump/files';
import type { ReadOptions } from './open-members.js';
import { createTreeFinder, type TreeFinder } from './create-tree-finder.js';
import { type ArchiveContents, readArchive } from './read-archive.js';

export interface ArchiveReport {
  readonly path: string;
  /** Size of the archive file. */
  readonly bytes: number;
  /** Undefined if the archive is not sound. */
  readonly contents: ArchiveContents | undefined;
  /** The first fault, in a sentence that names the archive; undefined if it is sound. */
  readonly problem: string | undefined;
}

/**
 * Reads an archive from its first byte to its last, and reports whether it holds one intact snapshot and nothing else. Damage is
 * part of the report, not an error; throws `READ_FAILED` if there is no regular file or the system fails to read it.
 */
export async function verifyArchive(
  path: string,
  options: ReadOptions = {},
): Promise<ArchiveReport> {
  await using file = await openRegularFile(path);
  // Awaited here, or the file would be closed before it is read.
  return await verifyOpenArchive(file, options);
}

/** Like {@link verifyArchive}, for a file that is already open. */
export async function verifyOpenArchive(
  file: RegularFile,
  options: ReadOptions,
): Promise<ArchiveReport> {
  const { path, size: bytes } = file;
  try {
    let finder: TreeFinder | undefined;
    const found = await readArchive(file, options, async (name) => {
      // The dump comes first, and its checksum file after it.
      if (finder !== undefined) return undefined;
      const own = (finder = createTreeFinder(name));
      return (piece) => own.take(piece);
    });
    const tree = await finder?.finish();
    const contents = tree === undefined ? found : { ...found, tree };
    return { path, bytes, contents, problem: undefined };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof CreateDumpError && error.code === 'INTEGRITY') {
      return { path, bytes, contents: undefined, problem: error.message };
    }
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}
