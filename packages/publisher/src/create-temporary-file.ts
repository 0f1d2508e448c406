import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsync,
  openSync,
  unlinkSync,
  write,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

const writeSome = promisify(write);
const sync = promisify(fsync);

/**
 * Creates a new, empty temporary file in `directory`; throws what the system throws. Only what takes the disk's time waits
 * for one of libuv's threads: the rest takes less time than asking one.
 */
export function createTemporaryFile(options: TemporaryFileOptions): TemporaryFile {
  const { path, descriptor } = openNew(options);
  const file = createOpenFile(descriptor);
  let removed = false;
  const remove = async () => {
    if (removed) return;
    removed = true;
    try {
      await file.close();
    } catch {
      // What is removed need not be on the disk.
    }
    removeName(path, options.warn);
  };
  try {
    if (options.mode !== undefined) fchmodSync(descriptor, options.mode);
    const { dev, ino } = fstatSync(descriptor, { bigint: true });
    return {
      path,
      identity: { dev, ino },
      write: (bytes) => file.use(() => writeAll(descriptor, bytes)),
      async finish() {
        await file.use(() => sync(descriptor));
        await file.close();
      },
      [Symbol.asyncDispose]: remove,
    };
  } catch (error) {
    closeSync(descriptor);
    removeName(path, options.warn);
    throw error;
  }
}

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** One run may have several files in a directory, so names are numbered; what is in the way is left alone. */
function openNew({ directory, runId, kind }: TemporaryFileOptions) {
  for (let number = 0; ; number++) {
    const path = join(directory, formatTemporaryName({ runId, number, kind }));
    try {
      return { path, descriptor: openSync(toFsPath(path), newFile, 0o600) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** A descriptor is closed once, and after its last use: its number may be another file's from then on. */
function createOpenFile(descriptor: number) {
  const uses = new Set<Promise<unknown>>();
  let isOpen = true;
  return {
    async use(work: () => Promise<void>): Promise<void> {
      if (!isOpen) throw new Error('The file is closed');
      const done = work();
      uses.add(done);
      try {
        await done;
      } finally {
        uses.delete(done);
      }
    },
    async close(): Promise<void> {
      if (!isOpen) return;
      isOpen = false;
      await Promise.allSettled(uses);
      closeSync(descriptor);
    },
  };
}

/** The system may write less than it is given, without an error. */
async function writeAll(descriptor: number, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await writeSome(descriptor, bytes, at, bytes.length - at);
    if (bytesWritten === 0) throw new Error('The system wrote nothing, without an error,');
    at += bytesWritten;
  }
}

function removeName(path: string, warn: (message: string) => void): void {
  try {
    unlinkSync(toFsPath(path));
  } catch (error) {
    // Where there are no hard links, publishing has moved the file away.
    if (errorCode(error) === 'ENOENT') return;
    warn(`${describeFailure(error)} while removing ${displayPath(path)}.`);
  }
}
