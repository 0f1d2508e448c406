import { join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import {
  createPlacement,
  createTemporaryFile,
  openRegularFile,
  prepareDirectory,
  readIdentity,
  syncDirectory,
  type TemporaryFile,
  toFailure,
  withdrawFile,
} from '@create-dump/files';
import type { ReadOptions } from './open-members.js';
import { type ArchiveContents, readArchive } from './read-archive.js';

export interface ExtractOptions extends ReadOptions {
  /** Target directory, absolute; created if it is missing. */
  readonly to: string;
  /** 1 to 80 of `a-z0-9-`: becomes part of temporary names, so that a later run can tell whose files they are. */
  readonly runId: string;
  /** Called with a sentence for each problem that doesn't stop the extraction. */
  readonly warn: (message: string) => void;
}

export interface ExtractedSnapshot {
  readonly dumpPath: string;
  readonly checksumPath: string;
}

/**
 * Extracts the snapshot from an archive: both files or neither, and only after the whole archive was read and found sound. Never
 * overwrites. Only the owner can read the extracted files.
 *
 * Throws `INTEGRITY` (where `verifyArchive` reports a problem), `ALREADY_EXISTS`, `READ_FAILED`, `WRITE_FAILED`,
 * `DESTINATION_INVALID`, or the signal's reason, and leaves no file behind.
 */
export async function extractArchive(
  path: string,
  options: ExtractOptions,
): Promise<ExtractedSnapshot> {
  await using archive = await openRegularFile(path);
  const files: TemporaryFile[] = [];
  try {
    await prepareDirectory(options.to, true);
    const contents = await readArchive(archive, options, async (name) => {
      requireFree(join(options.to, name));
      const kind = files.length === 0 ? 'dump' : 'checksum';
      const file = createTemporaryFile({ ...options, directory: options.to, kind });
      files.push(file);
      return (piece) => file.write(piece);
    });
    for (const file of files) await file.finish();
    options.signal?.throwIfAborted();
    return await publish(files, contents, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw toFailure(
      'WRITE_FAILED',
      error,
      `extracting ${displayPath(path)} to ${displayPath(options.to)}`,
    );
  } finally {
    for (const file of files) await file[Symbol.asyncDispose]();
  }
}

/** Places the checksum first, so that a visible dump always has one. `files` are in the order of the archive. */
async function publish(
  files: readonly TemporaryFile[],
  { dump, checksum }: ArchiveContents,
  { to, warn }: ExtractOptions,
): Promise<ExtractedSnapshot> {
  const [dumpPath, checksumPath] = [join(to, dump.name), join(to, checksum.name)];
  const placement = createPlacement(warn);
  const pairs = files.map((file, at) => [file, at === 0 ? dumpPath : checksumPath] as const);
  try {
    for (const [file, path] of pairs.toReversed()) {
      if (!placement.guarded(file, path)) throw taken(path);
    }
    await syncDirectory(to);
    return { dumpPath, checksumPath };
  } catch (error) {
    for (const [file, path] of pairs) withdrawFile(file, path, warn);
    throw error;
  }
}

function requireFree(path: string): void {
  if (readIdentity(path) !== undefined) throw taken(path);
}

function taken(path: string): CreateDumpError {
  const message = `${displayPath(path)} exists, and nothing is overwritten. Move it away or extract to another directory.`;
  return new CreateDumpError('ALREADY_EXISTS', message);
}
