/*
 * Temporary files: creating, filling and syncing them (`createTemporaryFile`), and removing those of killed runs
 * (`removeStaleTemporaries`). Their names carry the id of the run that owns them.
 */
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
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '../errors/describe-system-error.js';
import { errorCode } from '../errors/error-code.js';
import { repeatPassing } from '../errors/repeat-passing.js';
import type { FileIdentity } from '../file-identity.js';
import { formatTemporaryName, type TemporaryKind } from './temporary-name.js';

/** A file under a temporary name. Disposing removes that name and never throws; a placed file keeps its final name. */
export interface TemporaryFile extends AsyncDisposable {
  readonly path: string;
  readonly identity: FileIdentity;
  /** Appends bytes. The write starts before the call returns. */
  write(bytes: Uint8Array): Promise<void>;
  /** Syncs the file to the disk and closes it. */
  finish(): Promise<void>;
}

export interface TemporaryFileOptions {
  readonly directory: string;
  readonly runId: string;
  readonly kind: TemporaryKind;
  /** Permissions, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
  readonly warn: (message: string) => void;
  /** Called before the file is created once more, after a failure that may pass. Default: such a failure is final. */
  readonly onRetry?: ((why: string) => void) | undefined;
}

const writeSome = promisify(write);
const sync = promisify(fsync);

/**
 * Creates an empty temporary file in `directory`. Throws what the system throws, and `USAGE` for a run id that can't be part of a
 * name. Only writes and fsync are asynchronous: the other calls take less time than a round trip to libuv's threads.
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
      // The file is about to be removed, so its bytes don't matter.
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

/** A file system that reports every name as taken would never end the search. */
const mostTries = 1000;

/** Names are numbered, as a run may have several files in a directory. Never opens an existing file. */
function openNew({ directory, runId, kind, onRetry }: TemporaryFileOptions) {
  if (!/^[0-9a-z-]{1,80}$/.test(runId)) {
    const message = `"${displayPath(runId)}" is not a run id: it needs 1 to 80 of the characters a-z, 0-9 and "-".`;
    throw new CreateDumpError('USAGE', message);
  }
  for (let number = 0; ; number++) {
    const path = join(directory, formatTemporaryName({ runId, number, kind }));
    try {
      const open = () => openSync(toFsPath(path), newFile, 0o600);
      return { path, descriptor: repeatPassing(open, path, { onRetry }) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || number === mostTries) throw error;
    }
  }
}

/** Closes the descriptor exactly once, after its last use: once closed, its number may be reused for another file. */
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

/** write(2) may write less than it is given, without an error. */
async function writeAll(descriptor: number, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await writeSome(descriptor, bytes, at, bytes.length - at);
    if (bytesWritten === 0) throw new Error('The system accepted no bytes');
    at += bytesWritten;
  }
}

function removeName(path: string, warn: (message: string) => void): void {
  try {
    unlinkSync(toFsPath(path));
  } catch (error) {
    // Without hard links, placing has renamed the file.
    if (errorCode(error) === 'ENOENT') return;
    warn(`${displayPath(path)} can't be removed: ${describeSystemError(error)}.`);
  }
}
