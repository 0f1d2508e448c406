import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveContents, peekArchive } from '@create-dump/archiver';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import { indexDirectory, indexName } from './index-head.js';
import { writeIndex, type WriteIndexOptions } from './index-file.js';

export interface IndexArchivedOptions extends Omit<WriteIndexOptions, 'directory'> {
  /** The live dump and its archive, absolute. */
  readonly live: string;
  readonly archive: string;
  readonly contents: ArchiveContents;
}

/**
 * Writes the index of a snapshot that was just archived, from the live dump, whose manifest needn't be unpacked. Without an index,
 * one is made when it is first needed, so failures are ignored. Rejects only with the signal's reason.
 */
export async function indexArchived(options: IndexArchivedOptions): Promise<void> {
  const { live, archive, contents, signal } = options;
  const directory = indexDirectory(archive);
  if (directory === undefined || !live.endsWith('.md')) return;
  try {
    // The spool is never used: the dump isn't compressed.
    using source = await openFileSource(live, { spoolDirectory: '/nonexistent', signal });
    const { header, end } = openDump(source);
    const { fingerprint } = await peekArchive(archive, { signal });
    await writeIndex({ dump: contents.dump, fingerprint, header, end }, source, {
      ...options,
      directory,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
  }
}

/** Removes the indexes of archives that are about to be removed. One that can't be removed stays, with a warning: it does no harm. */
export async function removeIndexes(
  archiveDirectory: string,
  digests: readonly string[],
  warn: (message: string) => void,
): Promise<void> {
  for (const sha256 of digests) {
    const path = join(archiveDirectory, 'index', indexName(sha256));
    try {
      await unlink(toFsPath(path));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') continue;
      const why = describeSystemError(error);
      warn(`The index ${displayPath(path)} of a removed archive stays: ${why}. Remove it by hand.`);
    }
  }
}
