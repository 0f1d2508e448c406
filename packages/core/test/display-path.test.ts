import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayPath } from '../src/index.js';
import { arbitraryPath } from './arbitrary-path.js';

describe('displayPath', () => {
  it.each([
    ['src/index.ts', 'src/index.ts'],
    ['é 😀 日本 `|<>*_', 'é 😀 日本 `|<>*_'],
    ['a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['\u001b[31m', '\\x1B[31m'],
    ['\u0000\u007f', '\\x00\\x7F'],
    ['\u0085\u009b', '\\u0085\\u009B'],
    ['\u202egnp.exe', '\\u202Egnp.exe'],
    ['a\u200bb\ufeff\u2028\u00ad', 'a\\u200Bb\\uFEFF\\u2028\\u00AD'],
    ['\udcff\udc80', '\\xFF\\x80'],
    ['\ud83d', '\\uD83D'],
    ['\ud83d\ud83d\ude00', '\\uD83D😀'],
    ['back\\slash\\n', 'back\\\\slash\\\\n'],
  ])('shows %j as %s', (path, shown) => {
    expect(displayPath(path)).toBe(shown);
  });

  it('leaves nothing that moves, hides or reorders', () => {
    fc.assert(
      fc.property(arbitraryPath, (path) => {
        const shown = displayPath(path);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b-\u200f\ufeff]/u);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  it('shows different names differently', () => {
    const tricky = fc.array(
      fc.constantFrom('\\', 'n', '\n', 'x', 'F', '\udcff', 'u', '\u202e', '202E'),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(tricky, tricky, (a, b) => {
        const [left, right] = [a.join(''), b.join('')];
        expect(displayPath(left) === displayPath(right)).toBe(left === right);
      }),
      { numRuns: 2000 },
    );
  });
});
