/*
 * What a command prints: durations, paths, tables, summaries and JSON documents as text, and the two functions that
 * write to a stream at the speed of its reader, `writeAll` and `writeLines` (here). Nothing in this folder knows a command.
 */
import type { Writable } from 'node:stream';
import { writeAll } from './write-all.js';

type Line = string | Uint8Array;

const chunkLength = 2 ** 16;

/** Writes many short pieces in few calls, and waits whenever the stream is full. */
export async function writeLines(
  stream: Writable,
  lines: Iterable<Line> | AsyncIterable<Line>,
): Promise<void> {
  const pending = createPending();
  // Awaiting each line of an array would be slow.
  if (Symbol.iterator in lines) {
    for (const line of lines) if (pending.add(line)) await writeAll(stream, pending.take());
  } else {
    for await (const line of lines) if (pending.add(line)) await writeAll(stream, pending.take());
  }
  await writeAll(stream, pending.take());
}

/** Buffers lines. Strings are concatenated first and encoded together. */
function createPending() {
  let pieces: Uint8Array[] = [];
  let text = '';
  let length = 0;
  const closeText = () => {
    if (text !== '') pieces.push(Buffer.from(text));
    text = '';
  };
  return {
    /** Returns whether the buffer is full enough to be written. */
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
