import { type ByteSource, readFully } from '../reading/byte-source.js';

/** A line of a source. */
export interface Line {
  readonly offset: number;
  /** Offset of the next line. */
  readonly end: number;
  /** 1 for the first line of the range. */
  readonly number: number;
  /** Without its line ending (LF or CR LF). Truncated to 64 KiB: no heading or fence is longer. */
  readonly text: string;
}

const blockBytes = 2 ** 18;
const maxTextBytes = 2 ** 16;

/** The lines of a range, which defaults to the whole source. Invalid UTF-8 is decoded to U+FFFD. */
export function* scanLines(
  source: ByteSource,
  { from: start, to: stop } = { from: 0, to: source.size },
): Generator<Line> {
  const buffer = Buffer.alloc(Math.min(blockBytes, stop - start));
  let number = 1;
  let offset = start;
  let head = Buffer.alloc(0);
  for (let at = start; at < stop; at += buffer.length) {
    const block = readFully(source, buffer.subarray(0, stop - at), at);
    let from = 0;
    for (let lf = block.indexOf(10); lf !== -1; lf = block.indexOf(10, from)) {
      const end = at + lf + 1;
      yield { offset, end, number, text: toText(head, block.subarray(from, lf)) };
      head = Buffer.alloc(0);
      offset = end;
      from = lf + 1;
      number++;
    }
    if (head.length < maxTextBytes) head = Buffer.concat([head, block.subarray(from)]);
  }
  if (offset < stop) yield { offset, end: stop, number, text: toText(head, Buffer.alloc(0)) };
}

function toText(head: Buffer, rest: Buffer): string {
  const bytes = head.length === 0 ? rest : Buffer.concat([head, rest]);
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  return bytes.toString('utf8', 0, Math.min(end, maxTextBytes));
}
