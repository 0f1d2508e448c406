import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import type { ByteSource } from './byte-source.js';

export interface SpoolOptions {
  /** Where piped or compressed dumps are stored, in an unlinked file, for random access. */
  readonly spoolDirectory: string;
  /** Limit of that file's size, against gzip bombs. Default: 16 GiB. */
  readonly maxSpoolBytes?: number;
}

/** An unlinked temporary file that is written front to back and then read as a source. Disposing frees its space. */
export interface Spool extends Disposable {
  write(chunk: Uint8Array): void;
  /** Transfers ownership of the file to the source: disposing of the spool no longer closes it. */
  toSource(facts: { readonly name: string; readonly storedSha256?: string }): ByteSource;
}

const defaultMaxBytes = 2 ** 34;

/** @throws {CreateDumpError} `WRITE_FAILED` if the file can't be written; `REFUSED` beyond `maxSpoolBytes`. */
export function createSpool({ spoolDirectory, maxSpoolBytes }: SpoolOptions): Spool {
  const limit = maxSpoolBytes ?? defaultMaxBytes;
  const descriptor = openUnnamed(spoolDirectory);
  let size = 0;
  let taken = false;
  const close = () => {
    try {
      closeSync(descriptor);
    } catch {
      // The system has released the descriptor anyway, and nobody reads the file again.
    }
  };
  return {
    write(chunk) {
      if (size + chunk.length > limit) throw tooLarge(limit);
      writeAll(descriptor, chunk, spoolDirectory);
      size += chunk.length;
    },
    toSource(facts) {
      taken = true;
      return {
        ...facts,
        size,
        descriptor,
        read(target, position) {
          try {
            return readSync(descriptor, target, 0, target.length, position);
          } catch (cause) {
            throw spoolFailed(spoolDirectory, cause);
          }
        },
        [Symbol.dispose]: close,
      };
    },
    [Symbol.dispose]() {
      if (!taken) close();
    },
  };
}

/** A file without a name, which can't outlive the process, however it ends. */
function openUnnamed(directory: string): number {
  try {
    return openSync(directory, temporary, 0o600);
  } catch {
    // Only Linux has such files, and not on every file system: elsewhere, the name is removed at once.
  }
  return openUnlinked(directory);
}

const { O_RDWR, O_CREAT, O_EXCL, O_DIRECTORY } = constants;
// Node has no name for it. The number is that of every processor that Node runs on; it includes O_DIRECTORY, which differs.
const temporary = 0o20_000_000 | O_DIRECTORY | O_RDWR;

function openUnlinked(directory: string): number {
  const path = join(directory, `.create-dump-${randomUUID()}.tmp`);
  try {
    const descriptor = openSync(path, O_RDWR | O_CREAT | O_EXCL, 0o600);
    unlinkSync(path);
    return descriptor;
  } catch (cause) {
    throw spoolFailed(directory, cause);
  }
}

function writeAll(descriptor: number, chunk: Uint8Array, directory: string): void {
  let written = 0;
  while (written < chunk.length) {
    try {
      const count = writeSync(descriptor, chunk, written);
      if (count === 0) throw new Error('the system accepted no bytes');
      written += count;
    } catch (cause) {
      throw spoolFailed(directory, cause);
    }
  }
}

function spoolFailed(directory: string, cause: unknown): CreateDumpError {
  return new CreateDumpError(
    'WRITE_FAILED',
    `A compressed or piped dump needs temporary space in ${displayPath(directory)}: ${describeSystemError(cause)}.`,
    { cause },
  );
}

function tooLarge(limit: number): CreateDumpError {
  return new CreateDumpError(
    'REFUSED',
    `The dump exceeds the limit of ${limit} bytes for compressed or piped dumps. If it isn't a gzip bomb, unpack it to a file first.`,
  );
}
