import { constants, type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeFailure, errorCode } from './system-failure.js';

/** A file under a name that nothing looks at, open for writing and reading. Disposing removes the name, and never throws. */
export interface TemporaryFile extends AsyncDisposable {
  readonly path: string;
  readonly handle: FileHandle;
  /** What tells it from every other file, whatever its name. */
  readonly identity: { readonly dev: bigint; readonly ino: bigint };
  /** Appends. */
  write(bytes: Uint8Array): Promise<void>;
}

export interface TemporaryFileOptions {
  readonly directory: string;
  readonly runId: string;
  readonly warn: (message: string) => void;
}

/**
 * Creates a new, empty, private file `.create-dump-{runId}-{n}-archive.tmp`; throws what the system throws, or `USAGE`
 * for a run id that can't be a part of a name.
 */
export async function createTemporaryFile(options: TemporaryFileOptions): Promise<TemporaryFile> {
  const { path, handle } = await openNew(options);
  const remove = createRemoval(path, handle, options.warn);
  try {
    const { dev, ino } = await handle.stat({ bigint: true });
    return {
      path,
      handle,
      identity: { dev, ino },
      write: (bytes) => writeAll(handle, bytes),
      [Symbol.asyncDispose]: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

const newFile = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** One run may have several files in a directory, so names are numbered; what is in the way is left alone. */
async function openNew({ directory, runId }: TemporaryFileOptions) {
  if (!/^[0-9a-z-]{1,80}$/.test(runId)) {
    const message = `"${displayPath(runId)}" is no run id: 1 to 80 of the characters a-z, 0-9 and "-".`;
    throw new CreateDumpError('USAGE', message);
  }
  for (let number = 0; ; number++) {
    const path = join(directory, `.create-dump-${runId}-${number}-archive.tmp`);
    try {
      return { path, handle: await open(toFsPath(path), newFile, 0o600) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** The system may write less than it is given, without an error. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    if (bytesWritten === 0) throw new Error('The system wrote nothing, without an error,');
    at += bytesWritten;
  }
}

function createRemoval(path: string, handle: FileHandle, warn: (message: string) => void) {
  let removed = false;
  return async () => {
    if (removed) return;
    removed = true;
    try {
      await handle.close();
    } catch {
      // What is removed need not be on the disk.
    }
    try {
      await unlink(toFsPath(path));
    } catch (error) {
      // Where there are no hard links, publishing has moved the file away.
      if (errorCode(error) === 'ENOENT') return;
      warn(`${describeFailure(error)} while removing ${displayPath(path)}.`);
    }
  };
}
