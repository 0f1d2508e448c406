import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { CreateDumpError } from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';
import { createSpool, type SpoolOptions } from './spool.js';

const trailerLength = 8;
const pieceLength = 2 ** 18;
/** Against gzip bombs, as for members of archives: DEFLATE can't exceed 1032, and source code rarely exceeds 10. */
const maxRatio = 500;
/** Bytes that may have any ratio. */
const ratioFrom = 2 ** 24;
/** A header may contain a file name and a comment of any length; longer headers don't occur in practice. */
const maxHeaderLength = 2 ** 16;

/** Whether the source starts with gzip's magic bytes. File names aren't considered. */
export function isGzip(source: ByteSource): boolean {
  const magic = new Uint8Array(3);
  return source.read(magic, 0) === 3 && magic[0] === 0x1f && magic[1] === 0x8b && magic[2] === 8;
}

/**
 * Unpacks `packed`, which must be exactly one gzip member (RFC 1952), into a spool. Stricter than zlib, which accepts
 * further members and padding: bytes outside the dump would go unnoticed.
 *
 * Disposes of `packed`, also on failure.
 * @throws {CreateDumpError} `INTEGRITY` if a length or checksum doesn't match; `REFUSED` for a gzip bomb.
 */
export async function unpackGzip(
  packed: ByteSource,
  options: SpoolOptions,
  signal?: AbortSignal,
): Promise<ByteSource> {
  using source = packed;
  const from = headerLength(source);
  const to = source.size - trailerLength;
  if (to < from) throw broken(source, 'it is cut off');
  using spool = createSpool(options);
  const stored = createHash('sha256').update(readFully(source, Buffer.alloc(from), 0));
  const inflate = createInflateRaw({ chunkSize: pieceLength });
  using input = disposable(Readable.from(pieces(source, { from, to }, stored)));
  input.stream.on('error', (error) => inflate.destroy(error)).pipe(inflate);
  let checksum = 0;
  let size = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      if (size > ratioFrom && size > maxRatio * inflate.bytesWritten) throw bomb(source);
      spool.write(chunk);
      checksum = crc32(chunk, checksum);
      size += chunk.length;
    }
  } catch (cause) {
    throw isZlibError(cause) ? broken(source, 'its data are damaged or cut off', cause) : cause;
  }
  if (inflate.bytesWritten !== to - from) throw broken(source, 'data follow its only member');
  const trailer = readFully(source, Buffer.alloc(trailerLength), to);
  if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== size % 2 ** 32) {
    throw broken(source, "its checksum or length don't match");
  }
  const storedSha256 = stored.update(trailer).digest('hex');
  return spool.toSource({ name: source.name, storedSha256 });
}

function* pieces(
  source: ByteSource,
  { from, to }: { from: number; to: number },
  stored: { update(data: Uint8Array): unknown },
): Generator<Buffer> {
  for (let at = from; at < to; at += pieceLength) {
    const piece = readFully(source, Buffer.alloc(Math.min(pieceLength, to - at)), at);
    stored.update(piece);
    yield piece;
  }
}

function disposable(stream: Readable): { stream: Readable } & Disposable {
  return { stream, [Symbol.dispose]: () => void stream.destroy() };
}

function headerLength(source: ByteSource): number {
  const header = readFully(source, Buffer.alloc(Math.min(maxHeaderLength, source.size)), 0);
  const flags = header[3] ?? 0xff;
  const has = (bit: number) => (flags & bit) !== 0;
  let at = 10;
  if ((flags & 0xe0) !== 0) throw broken(source, 'its header has flags that are not known');
  if (has(4)) at += 2 + (header[at] ?? 0) + 256 * (header[at + 1] ?? 0);
  for (const text of [8, 16]) {
    if (!has(text)) continue;
    const end = header.indexOf(0, at);
    if (end === -1) throw broken(source, 'its header has no end');
    at = end + 1;
  }
  return has(2) ? at + 2 : at;
}

function bomb({ name }: ByteSource): CreateDumpError {
  return new CreateDumpError(
    'REFUSED',
    `${name} unpacks to more than ${maxRatio} times its size: it may be a gzip bomb. If you trust it, unpack it to a file first.`,
  );
}

function isZlibError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('Z_')
  );
}

function broken(source: ByteSource, what: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError(
    'INTEGRITY',
    `${source.name} is not a valid gzip file: ${what}. It must consist of exactly one member.`,
    { cause },
  );
}
