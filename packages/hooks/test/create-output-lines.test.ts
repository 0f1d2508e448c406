import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOutputLines } from '../src/create-output-lines.js';

function linesOf(...chunks: readonly (string | Uint8Array)[]): readonly string[] {
  const told: string[] = [];
  const lines = createOutputLines((line) => told.push(line));
  for (const chunk of chunks) lines.write(Buffer.from(chunk));
  lines.end();
  return told;
}

describe('createOutputLines', () => {
  it('joins chunks and splits lines, whatever ends them', () => {
    expect(linesOf('a', 'b\nc\r\n', '\n\nd\re', '')).toStrictEqual(['ab', 'c', 'd', 'e']);
  });

  it('joins a character that two chunks share', () => {
    const bytes = Buffer.from('é\n');
    expect(linesOf(bytes.subarray(0, 1), bytes.subarray(1))).toStrictEqual(['é']);
  });

  it('leaves no control character, and keeps backslashes', () => {
    const line = '\u001b[31mred\u001b[0m \u0007\u202e C:\\x\t|';
    expect(linesOf(line)).toStrictEqual(['red \\x07\\u202E C:\\x |']);
  });

  it('cuts long lines, and says how much was dropped', () => {
    const told = linesOf('x'.repeat(1500), '\nnext');
    expect(told).toStrictEqual([
      'x'.repeat(1000),
      'next',
      '(500 more characters of output were dropped)',
    ]);
  });

  it('ends after 200 lines, and says how much was dropped', () => {
    const told = linesOf(...Array.from({ length: 300 }, () => 'line\n'));
    expect(told).toHaveLength(201);
    expect(told.at(-1)).toBe('(500 more characters of output were dropped)');
  });

  it('passes on a bounded text without controls for any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 20 }), (chunks) => {
        const told = linesOf(...chunks);
        expect(told.length).toBeLessThanOrEqual(201);
        expect(told.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
        for (const line of told) expect(line.length).toBeLessThanOrEqual(6 * 1000);
      }),
    );
  });
});
