import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import type { ByteSource } from './byte-source.js';
import type { SpoolOptions } from './spool.js';
import { describeSystemError } from './system-error.js';
import { isGzip, unpackGzip } from './unpack-gzip.js';

export interface OpenSourceOptions extends SpoolOptions {
  readonly signal?: AbortSignal;
}

/**
 * Opens a dump's file, `.md` or `.md.gz`: what it is is told by its first bytes. A compressed one is unpacked into the
 * spool directory.
 * @throws {CreateDumpError} `READ_FAILED`; `INTEGRITY` for a damaged `.md.gz`; what {@link SpoolOptions} bring.
 */
export async function openFileSource(
  path: string,
  options: OpenSourceOptions,
): Promise<ByteSource> {
  const source = openRegularFile(path);
  try {
    if (!isGzip(source)) return source;
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
  return unpackGzip(source, options, options.signal);
}

/** @throws {CreateDumpError} `READ_FAILED` if it isn't a regular file or can't be opened. */
export function openRegularFile(path: string): ByteSource {
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
    read: (target, position) => readSync(descriptor, target, 0, target.length, position),
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

function open(path: string, name: string): number {
  try {
    // Not blocking: a FIFO without a writer would be waited for without end.
    return openSync(toFsPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw new CreateDumpError(
      'READ_FAILED',
      `${name} can't be opened: ${describeSystemError(cause)}.`,
      { cause },
    );
  }
}
