import { expect, it } from 'vitest';
import { matchPatternList } from '../../src/trust/match-pattern-list.js';

it.each([
  ['alice', 'alice', true],
  ['alice', 'bob,alice', true],
  ['alice', 'al*', true],
  ['alice', '*', true],
  ['alice', '**e', true],
  ['alice', '?????', true],
  ['alice', '????', false],
  ['alice', 'a*i*e', true],
  ['alice', 'a*x*e', false],
  ['alice', '*,!alice', false],
  ['alice', '!bob', false],
  ['alice', '!bob,*', true],
  ['alice', '', false],
  ['', '', false],
  ['', ',', true],
  ['', '*', true],
  ['alice', 'alice,', true],
])('%j and %j: %j', (text, list, expected) => {
  expect(matchPatternList(text, list)).toBe(expected);
});

it('takes no time for a hostile pattern', () => {
  expect(matchPatternList('a'.repeat(100_000), `${'a*'.repeat(500)}b`)).toBe(false);
});
