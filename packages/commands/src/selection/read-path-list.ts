import { constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { CreateDumpError, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';

export interface PathListOptions {
  /** A file's path, or `-` for standard input. */
  readonly source: string;
  /** Paths end with NUL, otherwise with a line break. */
  readonly nulSeparated: boolean;
  readonly cwd: string;
  readonly stdin: Readable;
  /** Stops waiting for input. */
  readonly signal: AbortSignal;
}

/**
 * Reads the paths of `--files-from`. Names may be any bytes, as `git ls-files -z` and `find -print0` print them.
 * @throws {CreateDumpError} `USAGE` if the list can't be read or is empty.
 */
export async function readPathList({
  source,
  nulSeparated,
  cwd,
  stdin,
  signal,
}: PathListOptions): Promise<readonly string[]> {
  const read = async () => {
    const list = source === '-' ? stdin : await openList(resolve(cwd, source));
    return readAll(addAbortSignal(signal, list));
  };
  const bytes = await read().catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new CreateDumpError(
      'USAGE',
      `--files-from ${displayPath(source)} can't be read: ${describeSystemError(cause)}.`,
      { cause },
    );
  });
  const text = withoutMark(bytes, source);
  const paths = nulSeparated
    ? split(text, 0)
    : split(text, 0x0a).map((line) => line.replace(/\r$/, ''));
  const named = paths
    .filter((path) => path !== '')
    .map((path) => path.replace(/^(?:\.\/+)+(?=.)/s, ''));
  if (named.length === 0)
    throw new CreateDumpError('USAGE', `--files-from ${displayPath(source)} names no file.`);
  return named;
}

/** In bytes: the paths of several million files. An endless device (/dev/zero) ends there. */
const largest = 2 ** 28;

async function readAll(list: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of list as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) throw new Error(`it is longer than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Skips a byte order mark, as Windows programs write it. */
function withoutMark(bytes: Buffer, source: string): Buffer {
  if (bytes.subarray(0, 3).equals(utf8Mark)) return bytes.subarray(3);
  const isWide = bytes.subarray(2, 4).includes(0);
  const start = bytes.subarray(0, 2).toString('latin1');
  if (!isWide || (start !== '\xFF\xFE' && start !== '\xFE\xFF')) return bytes;
  throw new CreateDumpError(
    'USAGE',
    `--files-from ${displayPath(source)} is UTF-16. Write the list in UTF-8.`,
  );
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Opens a FIFO or terminal as a stream that can be cancelled: a pending read of a plain file descriptor would keep the process alive. */
async function openList(path: string): Promise<Readable> {
  const descriptor = openSync(toFsPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
  if (fstatSync(descriptor).isFIFO()) {
    const { Socket } = await import('node:net');
    return new Socket({ fd: descriptor, readable: true, writable: false });
  }
  const { isatty, ReadStream } = await import('node:tty');
  if (isatty(descriptor)) return new ReadStream(descriptor);
  return createReadStream('', { fd: descriptor });
}

function split(bytes: Buffer, separator: number): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(separator); at !== -1; at = bytes.indexOf(separator, from)) {
    parts.push(decodePath(bytes.subarray(from, at)));
    from = at + 1;
  }
  parts.push(decodePath(bytes.subarray(from)));
  return parts;
}
