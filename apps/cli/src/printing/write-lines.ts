import type { Writable } from 'node:stream';
import { writeAll } from './write-all.js';

type Line = string | Uint8Array;

const chunkLength = 2 ** 16;

/** Writes many short pieces in few calls, at the pace of the reader. */
export async function writeLines(
  stream: Writable,
  lines: Iterable<Line> | AsyncIterable<Line>,
): Promise<void> {
  const pending = createPending();
  // Lines that are there already aren't awaited one by one.
  if (Symbol.iterator in lines) {
    for (const line of lines) if (pending.add(line)) await writeAll(stream, pending.take());
  } else {
    for await (const line of lines) if (pending.add(line)) await writeAll(stream, pending.take());
  }
  await writeAll(stream, pending.take());
}

/** Gathers lines; texts stay texts until they are taken. */
function createPending() {
  let pieces: Uint8Array[] = [];
  let text = '';
  let length = 0;
  const closeText = () => {
    if (text !== '') pieces.push(Buffer.from(text));
    text = '';
  };
  return {
    /** Whether there is enough to be worth writing. */
    add(line: Line): boolean {
      length += line.length;
      if (typeof line === 'string') {
        text += line;
      } else {
        closeText();
        pieces.push(line);
      }
      return length >= chunkLength;
    },
    take(): Uint8Array {
      closeText();
      const bytes = Buffer.concat(pieces);
      pieces = [];
      length = 0;
      return bytes;
    },
  };
}
