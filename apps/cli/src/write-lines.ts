import type { Writable } from 'node:stream';
import { writeAll } from './write-all.js';

const chunkBytes = 2 ** 16;

/** Writes many short pieces in few calls, at the pace of the reader. */
export async function writeLines(
  stream: Writable,
  lines: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  let pending: Uint8Array[] = [];
  let bytes = 0;
  for await (const line of lines) {
    const piece = typeof line === 'string' ? Buffer.from(line) : line;
    pending.push(piece);
    bytes += piece.length;
    if (bytes >= chunkBytes) {
      await writeAll(stream, Buffer.concat(pending));
      pending = [];
      bytes = 0;
    }
  }
  await writeAll(stream, Buffer.concat(pending));
}
