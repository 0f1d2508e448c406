import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineMatcher } from '../../src/index.js';

const plain = { fixed: false, ignoreCase: false };

describe('createLineMatcher', () => {
  it.each([
    ['a+b', plain, 'xaab', true],
    ['a+b', { ...plain, fixed: true }, 'xaab', false],
    ['a+b', { ...plain, fixed: true }, 'xa+b', true],
    ['É', { ...plain, ignoreCase: true }, 'é', true],
    ['A.C', { fixed: true, ignoreCase: true }, 'a.c', true],
    ['A.C', { fixed: true, ignoreCase: true }, 'abc', false],
    ['^x$', plain, 'x', true],
    ['^x$', plain, 'xx', false],
    ['\\bfoo\\b', plain, 'a foo b', true],
    ['', plain, '', true],
  ] as const)('%j %j in %j: %s', async (pattern, options, line, matches) => {
    const matcher = await createLineMatcher({ pattern, ...options });
    expect(matcher.test(line)).toBe(matches);
  });

  it.each([
    ['(?=a)', 'Look-around'],
    ['(?<!a)b', 'Look-around'],
    ['(a)\\1', 'Look-around and back-references'],
    ['(a', 'missing closing )'],
    ['a{2,1}', 'invalid repeat count'],
    ['x'.repeat(70_000), 'longer than 65536'],
    [
      Array.from({ length: 9000 }, (_, at) => `${at}[xyz]`)
        .join('|')
        .slice(0, 65_000),
      'too large',
    ],
  ])('%.20s is refused', async (pattern, message) => {
    await expect(createLineMatcher({ pattern, ...plain })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(message),
    });
  });

  it('refuses 100,000 alternatives quickly, and matches nested repetition in linear time', async () => {
    const start = performance.now();
    const many = Array.from({ length: 100_000 }, (_, at) => `w${at}`).join('|');
    await expect(createLineMatcher({ pattern: many, ...plain })).rejects.toMatchObject({
      code: 'USAGE',
    });
    const matcher = await createLineMatcher({ pattern: '^(a+)+$', ...plain });
    expect(matcher.test(`${'a'.repeat(2 ** 20)}b`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('finds what JavaScript finds, for patterns that both know', async () => {
    const letter = fc.constantFrom('a', 'b', '.', '[ab]', 'a*', 'b+', '(ab|b)', '^', '$', 'c?');
    const pattern = fc.array(letter, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pattern, line, async (text, subject) => {
        const matcher = await createLineMatcher({ pattern: text, ...plain });
        const expected = [...subject.matchAll(new RegExp(text, 'gu'))].flatMap(
          ({ 0: found, index }) => (found === '' ? [] : [[index, index + found.length]]),
        );
        expect(matcher.test(subject)).toBe(new RegExp(text, 'u').test(subject));
        expect(matcher.ranges(subject)).toEqual(expected);
      }),
    );
  });
});
