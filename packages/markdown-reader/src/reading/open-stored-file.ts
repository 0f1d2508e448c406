import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError, toFailure } from '@create-dump/files';
import type { ByteSource } from './byte-source.js';

/**
 * Opens a file's bytes as they are stored, without unpacking. Follows symbolic links.
 * @throws {CreateDumpError} `READ_FAILED` if it isn't a regular file or can't be opened.
 */
export function openStoredFile(path: string): ByteSource {
  const name = displayPath(path);
  const descriptor = open(path, name);
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) {
    closeSync(descriptor);
    throw new CreateDumpError(
      'READ_FAILED',
      `${name} is not a regular file. To read from a pipe, pass it as a stream (on the command line: -).`,
    );
  }
  return {
    name,
    size: stats.size,
    descriptor,
    read(target, position) {
      try {
        return readSync(descriptor, target, 0, target.length, position);
      } catch (cause) {
        throw toFailure('READ_FAILED', cause, `reading ${name}`);
      }
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

function open(path: string, name: string): number {
  try {
    // Non-blocking, because opening a FIFO without a writer would wait forever.
    return openSync(toFsPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw new CreateDumpError(
      'READ_FAILED',
      `${name} can't be opened: ${describeSystemError(cause)}.`,
      { cause },
    );
  }
}
