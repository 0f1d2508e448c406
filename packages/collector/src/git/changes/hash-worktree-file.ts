import { createHash, type Hash } from 'node:crypto';
import { constants, closeSync, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { Yielder } from '../../yielder.js';
import type { ObjectFormat } from '../objects/object-format.js';
import { collapseIdents } from './collapse-idents.js';
import type { Conversion } from './conversion-of.js';
import { addTextStats, createTextStats, looksBinary } from './text-stats.js';

export interface HashOptions {
  readonly format: ObjectFormat;
  readonly yielder: Yielder;
  /** {@link hashBufferBytes} long, for the exclusive use of the call until it resolves. */
  readonly buffer: Buffer;
  /** What git does to the content of a regular file. `other` is ignored. */
  readonly conversion: Conversion;
  /** Whether the content in the index is text with CRLF; such line ends are kept unless they must be converted. */
  readonly hasCrlfInIndex: () => boolean;
}

export const hashBufferBytes = 1 << 20;

/**
 * Hashes a file or symbolic link as git would add it: the id of its blob. Undefined if it can't be opened, or is neither.
 */
export async function hashWorktreeFile(
  path: string,
  options: HashOptions,
): Promise<string | undefined> {
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

function hashLink(path: string | Buffer, format: ObjectFormat): string {
  const target = readlinkSync(path, { encoding: 'buffer' });
  return startBlob(format, target.length).update(target).digest('hex');
}

async function hashOpen(descriptor: number, size: number, options: HashOptions): Promise<string> {
  const { format, conversion } = options;
  const plain = startBlob(format, size);
  const stats = createTextStats();
  const isKept = conversion.lineEnds === 'keep';
  for await (const chunk of readChunks(descriptor, size, options)) {
    plain.update(chunk);
    if (!isKept) addTextStats(stats, chunk);
  }
  const isText = conversion.lineEnds === 'convert' || !looksBinary(stats);
  const keeps = conversion.lineEnds !== 'convert' && options.hasCrlfInIndex;
  const converts = stats.crlfs > 0 && isText && !(keeps && keeps());
  if (conversion.ident) return hashWhole(descriptor, size, converts, options);
  if (!converts) return plain.digest('hex');
  const without = startBlob(format, size - stats.crlfs);
  for await (const chunk of readChunks(descriptor, size, options)) without.update(withoutCr(chunk));
  return without.digest('hex');
}

/** Idents may cross chunks, so the content is held in memory as a whole. */
async function hashWhole(
  descriptor: number,
  size: number,
  converts: boolean,
  options: HashOptions,
) {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(descriptor, size, options)) {
    chunks.push(converts ? withoutCr(chunk) : Buffer.from(chunk));
  }
  const content = collapseIdents(Buffer.concat(chunks));
  return startBlob(options.format, content.length).update(content).digest('hex');
}

function withoutCr(chunk: Buffer): Buffer {
  return Buffer.from(chunk.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

function startBlob(format: ObjectFormat, size: number): Hash {
  return createHash(format).update(`blob ${size}\0`);
}

/** Reads the file from its start, in chunks that never end between CR and LF. */
async function* readChunks(
  descriptor: number,
  size: number,
  { buffer, yielder }: HashOptions,
): AsyncGenerator<Buffer> {
  // A file that grows as fast as it is read would never end. It has changed anyway.
  for (let at = 0; at <= size;) {
    await yielder.step();
    let length = readSync(descriptor, buffer, 0, buffer.length, at);
    if (length === 0) return;
    if (length > 1 && buffer[length - 1] === 0x0d) length--;
    at += length;
    yield buffer.subarray(0, length);
  }
}
