import { CreateDumpError } from '@create-dump/core';

const lineFeed = 0x0a;

/** In bytes: many times the longest record. */
const longest = 2 ** 24;

/**
 * The lines of a stream, without line feeds. Bytes after the last line feed are no line.
 * @throws {CreateDumpError} `INTEGRITY` if a line is longer than 16 MiB.
 */
export async function* splitLines(pieces: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, start)) {
      const rest = piece.subarray(start, end);
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      begun = [];
      length = 0;
      start = end + 1;
    }
    if (start === piece.length) continue;
    begun.push(piece.subarray(start));
    length += piece.length - start;
    if (length > longest) {
      throw new CreateDumpError('INTEGRITY', 'A line of the ledger is longer than 16 MiB.');
    }
  }
}
