import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, encodePath, toFsPath } from '../src/index.js';
import { arbitraryPathBytes } from './arbitrary-path.js';

describe('decodePath and encodePath', () => {
  it('give back any bytes', () => {
    fc.assert(
      fc.property(arbitraryPathBytes, (bytes) => {
        expect(Buffer.from(encodePath(decodePath(bytes)))).toStrictEqual(Buffer.from(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('tell any two byte strings apart', () => {
    fc.assert(
      fc.property(arbitraryPathBytes, arbitraryPathBytes, (a, b) => {
        expect(decodePath(a) === decodePath(b)).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  it('leave UTF-8 as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodePath(Buffer.from(text))).toBe(text);
        expect(Buffer.from(encodePath(text)).toString()).toBe(text);
      }),
    );
  });

  it.each([
    ['a byte that is never UTF-8', [0xff], '\udcff'],
    ['a cut sequence before a good one', [0xc3, 0xc3, 0xa9], '\udcc3é'],
    ['a surrogate in UTF-8', [0xed, 0xb2, 0x80], '\udced\udcb2\udc80'],
    ['an overlong NUL', [0xc0, 0x80], '\udcc0\udc80'],
    ['a code point beyond the last', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
    ['a real replacement character', [0xef, 0xbf, 0xbd], '\ufffd'],
    ['a real one beside a bad byte', [0xef, 0xbf, 0xbd, 0x80], '\ufffd\udc80'],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ])('decode %s', (_what, bytes, text) => {
    expect(decodePath(Uint8Array.from(bytes))).toBe(text);
  });

  it('read a view of a larger buffer, no more', () => {
    const whole = Uint8Array.of(0x78, 0xff, 0x61, 0x79);
    expect(decodePath(whole.subarray(1, 3))).toBe('\udcffa');
  });
});

describe('toFsPath', () => {
  it('is the string itself where that says it all, else the bytes', () => {
    expect(toFsPath('src/é😀.ts')).toBe('src/é😀.ts');
    expect(toFsPath('b\udcc3')).toStrictEqual(Buffer.from([0x62, 0xc3]));
  });
});
