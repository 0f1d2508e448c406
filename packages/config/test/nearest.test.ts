import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearest } from '../src/nearest.js';

const candidates = ['list', 'embed', 'skip', 'keep_last', 'keep_daily', 'toc', 'dest', 'q'];

it.each([
  ['lits', 'list'],
  ['embd', 'embed'],
  ['tco', 'toc'],
  ['KeepLast', 'keep_last'],
  ['keep-daly', 'keep_daily'],
  ['destination', 'dest'],
  ['emb', 'embed'],
])('%s is %s', (word, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});

it.each(['o', 'x', 'keep', 'style', 'copy', 'quietly', '', 'x'.repeat(61)])(
  '%j is none of them',
  (word) => {
    expect(nearest(word, candidates)).toBeUndefined();
  },
);

it('finds every candidate itself, and with two neighbours swapped', () => {
  const word = fc.stringMatching(/^[a-z]{3,20}$/);
  fc.assert(
    fc.property(word, fc.nat(), (candidate, place) => {
      expect(nearest(candidate, ['0', candidate])).toBe(candidate);
      const at = place % (candidate.length - 1);
      const swapped = `${candidate.slice(0, at)}${candidate[at + 1]}${candidate[at]}${candidate.slice(at + 2)}`;
      expect(nearest(swapped, ['0', candidate])).toBe(candidate);
    }),
  );
});
