import { once } from 'node:events';
import { createInflateRaw } from 'node:zlib';
import { CreateDumpError } from '@create-dump/core';
import { describeSystemError, type RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { readRange } from './read-range.js';

/**
 * Inflates the raw deflate stream that occupies a file from `start` to `end`, in pieces. Throws `INTEGRITY` if the stream is
 * damaged, incomplete, or followed by further bytes, which zlib itself would ignore.
 */
export async function* inflateRange(
  file: RegularFile,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 2 ** 17 });
  const feeding = feed(inflate, readRange(file, start, end));
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    if (error instanceof CreateDumpError) throw error;
    const reason = describeSystemError(error);
    throw archiveFault(file.path, `its compressed data is damaged (${reason})`, error);
  } finally {
    inflate.destroy();
    await feeding;
  }
  const left = end - start - inflate.bytesWritten;
  if (left > 0)
    throw archiveFault(file.path, `${left} bytes follow the end of its compressed data`);
}

/** Passes errors to the stream. Resolves once the file is no longer being read. */
async function feed(
  inflate: ReturnType<typeof createInflateRaw>,
  pieces: AsyncIterable<Buffer>,
): Promise<void> {
  const closed = once(inflate, 'close').catch(() => undefined);
  try {
    for await (const piece of pieces) {
      if (inflate.destroyed || inflate.readableEnded) return;
      const written = new Promise((resolve) => inflate.write(piece, resolve));
      await Promise.race([written, closed]);
    }
    inflate.end();
  } catch (error) {
    inflate.destroy(error as Error);
  }
}
