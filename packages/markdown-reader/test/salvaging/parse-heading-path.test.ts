import { decodePath, displayPath } from '@create-dump/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHeadingPath } from '../../src/salvaging/parse-heading-path.js';

// Property tests take long on busy machines.
/** A code span, padded where CommonMark requires it. */
function codeSpan(text: string): string {
  const ticks = '`'.repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
  const padding = text.trim() !== '' && /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${ticks}${padding}${text}${padding}${ticks}`;
}

test('every displayed path is parsed back', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc
      .array(fc.constantFrom('`', ' ', '\\', 'x', '\\x41', '\\n', '\n', '\u202E', 'é'))
      .map((parts) => `a${parts.join('')}`),
    fc.uint8Array({ minLength: 1 }).map((bytes) => decodePath(bytes)),
  );
  fc.assert(
    fc.property(name, (path) => {
      expect(parseHeadingPath(codeSpan(displayPath(path)))).toBe(path);
    }),
    { numRuns: 2000 },
  );
});

test.each(['', 'x', '`x', 'x`', '`a` `b`', '``a`', '`a` b'])('%j is not a heading path', (text) => {
  expect(parseHeadingPath(text)).toBeUndefined();
});
