import { describe, expect, it } from 'vitest';
import { redactedRule } from '../src/index.js';

describe('redactedRule', () => {
  it.each([
    ['github-pat', 'github-pat'],
    ['Our rule: "x"]\n', 'Our_rule___x___'],
    ['geheim-schlüssel', 'geheim-schl_ssel'],
    ['', '_'],
    ['x'.repeat(200), 'x'.repeat(100)],
  ])('makes %j safe within a marker', (rule, expected) => {
    expect(redactedRule(rule)).toBe(expected);
  });
});
