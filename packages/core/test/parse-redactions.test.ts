import { describe, expect, it } from 'vitest';
import { maxRedactions, parseRecord } from '../src/index.js';
import { parseRedactions } from '../src/parse-redactions.js';

const span = { at: 2, length: 3, rule: 'github-pat' };

describe('parseRedactions', () => {
  it('reads places in order, and only what the specification names', () => {
    const next = { at: 5, length: 5, rule: 'a.b_c-1' };
    expect(parseRedactions([{ ...span, secret: 'x' }, next], 10)).toStrictEqual([span, next]);
  });

  it.each([
    ['no list', { 0: span }],
    ['none', []],
    ['too many', Array.from({ length: maxRedactions + 1 }, (_, at) => ({ ...span, at: 3 * at }))],
    ['no object', [null]],
    ['an overlap', [span, { ...span, at: 4 }]],
    ['another order', [{ ...span, at: 6 }, span]],
    ['an empty place', [{ ...span, length: 0 }]],
    ['a place beyond the content', [{ ...span, at: 8 }]],
    ['a negative place', [{ ...span, at: -1 }]],
    ['a broken number', [{ ...span, at: 0.5 }]],
    ['a number as text', [{ ...span, at: '2' }]],
    ['a rule with a line break', [{ ...span, rule: 'a\n' }]],
    ['a rule with a bracket', [{ ...span, rule: 'a]' }]],
    ['an empty rule', [{ ...span, rule: '' }]],
    ['a long rule', [{ ...span, rule: 'a'.repeat(101) }]],
  ])('refuses %s', (_what, value) => {
    expect(parseRedactions(value, 10)).toBeUndefined();
  });
});

describe('parseRecord', () => {
  const line = (more: string) =>
    `{"path":"a",${more}"shownSize":10,"shownSha256":"${'ab'.repeat(32)}","offset":3,"length":10,"line":2,"lines":1,"redacted":[{"at":2,"length":3,"rule":"r"}]}`;

  it('refuses a redacted record that says anything about the original', () => {
    expect(parseRecord(line(''))).toMatchObject({ path: 'a', shownSize: 10 });
    for (const more of ['"size":10,', `"sha256":"${'ab'.repeat(32)}",`]) {
      expect(() => parseRecord(line(more))).toThrow('size or digest of the original');
    }
  });
});
