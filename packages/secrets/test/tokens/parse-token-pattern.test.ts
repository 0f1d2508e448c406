import { describe, expect, it } from 'vitest';
import { membersOf } from '../../src/tokens/byte-set.js';
import { parseTokenPattern } from '../../src/tokens/parse-token-pattern.js';

function parse(pattern: string) {
  const parts = parseTokenPattern(pattern, new Map());
  return parts.map(({ set, min, max }) => [String.fromCharCode(...membersOf(set)), min, max]);
}

describe('parseTokenPattern', () => {
  it('reads characters, and sets with and without a count', () => {
    expect(parse('a.[0-2_]{3}[a-]{4,5}')).toEqual([
      ['a', 1, 1],
      ['.', 1, 1],
      ['012_', 3, 3],
      ['-a', 4, 5],
    ]);
  });

  it('shares equal sets', () => {
    const [first, second] = parseTokenPattern('[a-z]{2}-[a-z]{3}', new Map()).filter(
      ({ min }) => min > 1,
    );
    expect(first?.set).toBe(second?.set);
  });

  it.each(['a{2}', '[a', 'a]', '[a]{1,', '[a-z]{1,2}b', '[a-z]{1,2}[b-c]{3}'])(
    'refuses %s',
    (pattern) => {
      expect(() => parse(pattern)).toThrow(`The token pattern ${pattern} is malformed.`);
    },
  );

  it('takes a part of any length before one that has none of its bytes', () => {
    expect(parse('[a-z]{1,2}.[a-z]{3,4}')).toHaveLength(3);
  });
});
