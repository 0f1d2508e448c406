import { constants, type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from './error-code.js';
import type { FileIdentity } from './file-identity.js';
import { formatTemporaryName, type TemporaryKind } from './temporary-name.js';
import { describeFailure } from './write-failure.js';

/** A file under a name that nothing looks at. Disposing removes the name, and never throws. */
export interface TemporaryFile extends AsyncDisposable {
  readonly path: string;
  readonly identity: FileIdentity;
  /** Begins to write before it returns. */
  write(bytes: Uint8Array): Promise<void>;
  /** Brings everything to the disk and closes the file. */
  finish(): Promise<void>;
}

export interface TemporaryFileOptions {
  readonly directory: string;
  readonly runId: string;
  readonly kind: TemporaryKind;
  readonly mode?: number;
  readonly warn: (message: string) => void;
}

/** Creates a new, empty temporary file in `directory`; throws what the system throws. */
export async function createTemporaryFile(options: TemporaryFileOptions): Promise<TemporaryFile> {
  const { path, handle } = await openNew(options);
  const remove = createRemoval(path, handle, options.warn);
  try {
    if (options.mode !== undefined) await handle.chmod(options.mode);
    const { dev, ino } = await handle.stat({ bigint: true });
    return {
      path,
      identity: { dev, ino },
      write: (bytes) => writeAll(handle, bytes),
      async finish() {
        await handle.sync();
        await handle.close();
      },
      [Symbol.asyncDispose]: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** One run may have several files in a directory, so names are numbered; what is in the way is left alone. */
async function openNew({ directory, runId, kind }: TemporaryFileOptions) {
  for (let number = 0; ; number++) {
    const path = join(directory, formatTemporaryName({ runId, number, kind }));
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
