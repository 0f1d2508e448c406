import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeLines } from '../../src/printing/write-lines.js';

const line = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uint8Array(),
  fc.constant('x'.repeat(70_000)),
);

async function written(lines: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>) {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  await writeLines(stream, lines);
  stream.end();
  return bytes;
}

describe('writeLines', () => {
  it('writes strings and bytes in order, from iterables of both kinds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const expected = Buffer.concat(lines.map((one) => Buffer.from(one as string)));
        async function* later() {
          yield* lines;
        }
        expect((await written(lines)).equals(expected)).toBe(true);
        expect((await written(later())).equals(expected)).toBe(true);
      }),
    );
  });
});
