/*
 * Reading files that may be hostile: nothing blocks on a FIFO or reads an endless device, and symbolic links are followed only
 * where said. `openRegularFile` opens a file and rejects everything else; `readRegularFile` and `readTextFile` read a small file
 * whole; `readHead` reads just enough to tell what a file is.
 */
import type { Stats } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';
import { toFailure } from '../errors/to-failure.js';

/** A regular file, open for reading. */
export interface RegularFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** In bytes, at the time of opening. */
  readonly size: number;
}

export interface OpenRegularFile extends RegularFile, AsyncDisposable {
  /** At the time of opening. */
  readonly stats: Stats;
}

// Opening a FIFO would block until it has a writer; a symbolic link may lead anywhere.
const readSafely = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Opens a regular file. Throws `READ_FAILED` for anything else, including a symbolic link. */
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
    `${displayPath(path)} ${what}. Only regular files are read; name the file itself.`,
    { cause },
  );
}
