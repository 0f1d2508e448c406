import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLines } from '../../src/searching/find-lines.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'é', '\n'), maxLength: 60 });
const needle = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'é'), minLength: 1, maxLength: 3 });

describe('findLines', () => {
  it.each([false, true])('finds the lines that hold the text (ignoring case: %s)', (ignoreCase) => {
    const fold = (line: string) => (ignoreCase ? line.toLowerCase() : line);
    fc.assert(
      fc.property(text, needle, (content, wanted) => {
        const bytes = new TextEncoder().encode(content);
        const lines = content.split('\n');
        const expected = lines.flatMap((line, at) =>
          fold(line).includes(fold(wanted)) ? [[at + 1, line]] : [],
        );
        const found = [...findLines(bytes, wanted, ignoreCase)].map(({ line, at, end }) => [
          line,
          new TextDecoder().decode(bytes.subarray(at, end)),
        ]);
        expect(found).toEqual(expected);
      }),
    );
  });

  it('finds nothing for an empty text or one with several lines', () => {
    const bytes = new TextEncoder().encode('a\nb\n');
    expect([...findLines(bytes, ''), ...findLines(bytes, 'a\nb')]).toEqual([]);
  });
});
