import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaths, decodePath, encodePath } from '../src/index.js';
import { arbitraryPathBytes } from './arbitrary-path.js';

describe('comparePaths', () => {
  it('orders as the bytes do', () => {
    fc.assert(
      fc.property(arbitraryPathBytes, arbitraryPathBytes, (a, b) => {
        expect(Math.sign(comparePaths(decodePath(a), decodePath(b)))).toBe(Buffer.compare(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('orders as the bytes do where only the tail differs', () => {
    fc.assert(
      fc.property(arbitraryPathBytes, arbitraryPathBytes, arbitraryPathBytes, (head, a, b) => {
        const left = Buffer.concat([head, a]);
        const right = Buffer.concat([head, b]);
        expect(Math.sign(comparePaths(decodePath(left), decodePath(right)))).toBe(
          Buffer.compare(left, right),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('puts U+FFFF before U+10000, as UTF-16 does not', () => {
    expect(['😀', '\uffff', 'é', 'z', 'Z'].sort(comparePaths)).toStrictEqual([
      'Z',
      'z',
      'é',
      '\uffff',
      '😀',
    ]);
  });

  it('puts a path before those that it begins', () => {
    expect(['a/b', 'a.b', 'a', 'ab'].sort(comparePaths)).toStrictEqual(['a', 'a.b', 'a/b', 'ab']);
  });

  it('is 0 for equal paths only', () => {
    fc.assert(
      fc.property(arbitraryPathBytes, (bytes) => {
        const path = decodePath(bytes);
        expect(comparePaths(path, decodePath(encodePath(path)))).toBe(0);
      }),
    );
  });
});
