import type { Stats } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, toFailure } from './system-failure.js';

/** A file that is open for reading. */
export interface RegularFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** Bytes, when it was opened. */
  readonly size: number;
}

export interface OpenRegularFile extends RegularFile, AsyncDisposable {
  /** When it was opened. */
  readonly stats: Stats;
}

// A FIFO would wait for its writer; a link may lead anywhere.
const readSafely = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Opens a regular file; throws `READ_FAILED` for anything else, a symbolic link too. */
export async function openRegularFile(path: string): Promise<OpenRegularFile> {
  const handle = await openPath(path);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw refuse(path, 'is not a file');
    const close = () => handle.close();
    return { path, handle, size: stats.size, stats, [Symbol.asyncDispose]: close };
  } catch (error) {
    await handle.close();
    throw toFailure('READ_FAILED', error, `opening ${displayPath(path)}`);
  }
}

async function openPath(path: string): Promise<FileHandle> {
  try {
    return await open(toFsPath(path), readSafely);
  } catch (error) {
    if (errorCode(error) === 'ELOOP') throw refuse(path, 'is a symbolic link', error);
    throw toFailure('READ_FAILED', error, `opening ${displayPath(path)}`);
  }
}

function refuse(path: string, what: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError(
    'READ_FAILED',
    `${displayPath(path)} ${what}. Snapshots and archives are plain files; name the file itself.`,
    { cause },
  );
}
