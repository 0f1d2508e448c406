import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseByteSet } from '../../src/tokens/byte-set.js';
import { createScannedContent } from '../../src/tokens/scanned-content.js';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' '), maxLength: 60 });
const asked = fc.array(fc.nat(61), { maxLength: 20 });
const sets = [parseByteSet('ab'), parseByteSet('a-'), parseByteSet(' ')];

describe('createScannedContent', () => {
  it('tells where runs end, in whatever order it is asked', () => {
    fc.assert(
      fc.property(texts, asked, (text, places) => {
        const content = createScannedContent(Buffer.from(text));
        for (const set of sets) {
          for (const place of places) {
            let end = place;
            while (set[text.charCodeAt(end)] === 1) end++;
            expect(content.runEnd(set, place)).toBe(end);
          }
        }
      }),
    );
  });

  it('tells where a text is next, in whatever order it is asked', () => {
    fc.assert(
      fc.property(texts, asked, (text, places) => {
        const content = createScannedContent(Buffer.from(text));
        for (const place of places) {
          expect(content.next('ab', place)).toBe(
            place > text.length ? -1 : text.indexOf('ab', place),
          );
          expect(content.next('-', place)).toBe(
            place > text.length ? -1 : text.indexOf('-', place),
          );
        }
      }),
    );
  });
});
