import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createSecretFinder } from '../../src/index.js';
import { jsonWebTokenRule } from '../../src/rules/json-web-token.js';
import { tokenRules } from '../../src/rules/token-rules.js';
import { createRandom, makeToken, type TokenLength } from '../make-token.js';

const finder = await createSecretFinder();
const rules = [...tokenRules, jsonWebTokenRule];
const patterns = rules.flatMap((rule) => rule.patterns.map((pattern) => ({ rule, pattern })));
const find = (text: string) => finder.find(Buffer.from(text), 'a.txt');

const surroundings = [
  ['', ''],
  ['key = "', '"\n'],
  ["key: '", "',"],
  ['<a>', '</a>'],
  ['x=', '&y=1'],
  ['"line\\n', '\\n"'],
  ['%3D', '%26'],
  ['(', ').'],
  ['é', 'é'],
  ['- ', ' -'],
];

/** How many of twenty tokens are found, whole, by their rule. */
function countFound(pattern: string, id: string, length: TokenLength): number {
  let found = 0;
  for (let seed = 0; seed < 20; seed++) {
    const [before = '', behind = ''] = surroundings[seed % surroundings.length] ?? [];
    const token = makeToken(pattern, createRandom(seed), length);
    const start = Buffer.byteLength(before);
    const end = start + token.length;
    const spans = find(`${before}${token}${behind}`);
    if (spans.some((span) => span.rule === id && span.start === start && span.end === end)) found++;
  }
  return found;
}

describe('tokenRules', () => {
  it('have ids and patterns of their own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(new Set(patterns.map(({ pattern }) => pattern)).size).toBe(patterns.length);
  });

  for (const { rule, pattern } of patterns) {
    const name = `${rule.id}: ${pattern}`;
    it(`finds tokens in every surrounding: ${name}`, () => {
      // A random token may look made up, or have too little entropy.
      expect(countFound(pattern, rule.id, 'shortest')).toBeGreaterThanOrEqual(19);
      expect(countFound(pattern, rule.id, 'longest')).toBeGreaterThanOrEqual(19);
    });

    it(`finds none that is a character too short or too long: ${name}`, () => {
      const others = rule.patterns.filter(
        (one) => one !== pattern && one.startsWith(pattern.slice(0, 4)),
      );
      if (others.length > 0) return;
      expect(countFound(pattern, rule.id, 'too short')).toBe(0);
      expect(countFound(pattern, rule.id, 'too long')).toBe(0);
    });
  }
});
