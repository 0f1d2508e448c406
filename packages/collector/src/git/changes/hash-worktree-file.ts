import { createHash, type Hash } from 'node:crypto';
import { constants, closeSync, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { Yielder } from '../../yielder.js';
import type { ObjectFormat } from '../index-file/parse-index.js';

/** The id that a file's (or symbolic link's) content has as a blob: as it is, and with LF for each CRLF. */
export interface BlobIds {
  readonly plain: string;
  readonly withoutCr: string;
}

export interface HashOptions {
  readonly format: ObjectFormat;
  readonly yielder: Yielder;
  /** Of {@link hashBufferBytes}; nothing else may use it meanwhile. */
  readonly buffer: Buffer;
}

export const hashBufferBytes = 1 << 20;

/** Undefined if it can't be read as what it was. */
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
  for await (const chunk of chunks(descriptor, options)) {
    plain.update(chunk);
    crlfs += countCrlf(chunk);
  }
  const id = plain.digest('hex');
  if (crlfs === 0) return { plain: id, withoutCr: id };
  const without = startBlob(format, size - crlfs);
  for await (const chunk of chunks(descriptor, options)) {
    without.update(Buffer.from(chunk.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'));
  }
  return { plain: id, withoutCr: without.digest('hex') };
}

function startBlob(format: ObjectFormat, size: number): Hash {
  return createHash(format).update(`blob ${size}\0`);
}

/** The file from its start, in pieces that never end between CR and LF. */
async function* chunks(
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
