import { createHash, type Hash } from 'node:crypto';
import { constants, closeSync, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { Yielder } from '../../yielder.js';
import type { ObjectFormat } from '../objects/object-format.js';

/** The blob ids of a file's content or a symbolic link's target. */
export interface BlobIds {
  /** Of the content as it is. */
  readonly plain: string;
  /** Of the content with each CRLF replaced by LF. */
  readonly withoutCr: string;
}

export interface HashOptions {
  readonly format: ObjectFormat;
  readonly yielder: Yielder;
  /** {@link hashBufferBytes} long, for the exclusive use of the call until it resolves. */
  readonly buffer: Buffer;
}

export const hashBufferBytes = 1 << 20;

/** Hashes a file or symbolic link. Undefined if it can't be opened, or is neither. */
export async function hashWorktreeFile(
  path: string,
  options: HashOptions,
): Promise<BlobIds | undefined> {
  const fsPath = toFsPath(path);
  let descriptor: number;
  try {
    descriptor = openSync(fsPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP'
      ? hashLink(fsPath, options.format)
      : undefined;
  }
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() ? await hashOpen(descriptor, stats.size, options) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

function hashLink(path: string | Buffer, format: ObjectFormat): BlobIds {
  const target = readlinkSync(path, { encoding: 'buffer' });
  const plain = startBlob(format, target.length).update(target).digest('hex');
  return { plain, withoutCr: plain };
}

async function hashOpen(descriptor: number, size: number, options: HashOptions): Promise<BlobIds> {
  const { format } = options;
  const plain = startBlob(format, size);
  let crlfs = 0;
  for await (const chunk of readChunks(descriptor, options)) {
    plain.update(chunk);
    crlfs += countCrlf(chunk);
  }
  const id = plain.digest('hex');
  if (crlfs === 0) return { plain: id, withoutCr: id };
  const without = startBlob(format, size - crlfs);
  for await (const chunk of readChunks(descriptor, options)) {
    without.update(Buffer.from(chunk.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'));
  }
  return { plain: id, withoutCr: without.digest('hex') };
}

function startBlob(format: ObjectFormat, size: number): Hash {
  return createHash(format).update(`blob ${size}\0`);
}

/** Reads the file from its start, in chunks that never end between CR and LF. */
async function* readChunks(
  descriptor: number,
  { buffer, yielder }: HashOptions,
): AsyncGenerator<Buffer> {
  for (let at = 0; ;) {
    await yielder.step();
    let length = readSync(descriptor, buffer, 0, buffer.length, at);
    if (length === 0) return;
    if (length > 1 && buffer[length - 1] === 0x0d) length--;
    at += length;
    yield buffer.subarray(0, length);
  }
}

function countCrlf(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf('\r\n'); at !== -1; at = chunk.indexOf('\r\n', at + 2)) count++;
  return count;
}
