import { archiveFault } from './archive-fault.js';
import type { RegularFile } from './open-regular-file.js';

/** The bytes of an archive from `start` to `end`; throws `INTEGRITY` if there aren't that many. For small ranges. */
export async function readBytes(file: RegularFile, start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  if (start >= 0) {
    for await (const part of readRange(file, start, end)) parts.push(Buffer.from(part));
  }
  const bytes = Buffer.concat(parts);
  if (bytes.length < end - start) throw archiveFault(file.path, 'it is truncated');
  return bytes;
}

/**
 * The bytes of a file from `start` to `end`, or to where it ends, piece by piece. Each piece is overwritten when the next
 * one is asked for.
 */
export async function* readRange(
  { handle }: RegularFile,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceLength, Math.max(end - start, 0)));
  for (let at = start; at < end;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

const pieceLength = 2 ** 18;
