import { expect, test } from 'vitest';
import { judgeHoldings } from '../src/judge-holdings.mjs';

const holdings = ({ digests = ['a', 'b'], names = ['a.md', 'b.md'], ...lists } = {}) => ({
  digests: new Set(digests),
  names: new Set(names),
  problems: [],
  unchecked: [],
  orphans: [],
  ...lists,
});

const before = holdings({ digests: ['a', 'b', 'pruned'] });
const after = holdings();
const judge = (state: ReturnType<typeof holdings>, more = {}) =>
  judgeHoldings({ before, after, state, reported: [], isEnd: true, ...more });

test('what the plan prunes may go, nothing else', () => {
  expect(judge(holdings())).toEqual([]);
  expect(judge(holdings({ digests: ['a'] }))).toEqual(['the dump with the digest b is lost']);
  expect(judge(holdings({ digests: [] }))).toContain('no verified dump remains');
});

test('a reported dump is there, as a file or in an archive', () => {
  expect(judge(holdings(), { reported: ['a.md', 'c.md'] })).toEqual([
    'c.md was reported and is lost',
  ]);
});

test('what was broken before may be until the re-run', () => {
  const broken = { ...holdings(), orphans: ['o.sha256'], unchecked: ['u.md'] };
  const facts = { state: broken, after, reported: [] };
  expect(judgeHoldings({ ...facts, before: broken, isEnd: false })).toEqual([]);
  expect(judgeHoldings({ ...facts, before: broken, isEnd: true })).toEqual([
    'u.md has no checksum file',
    'o.sha256 has no dump',
  ]);
  expect(judgeHoldings({ ...facts, before, isEnd: false })).toEqual(['u.md has no checksum file']);
  expect(judgeHoldings({ ...facts, before, isEnd: false, maybeUnchecked: true })).toEqual([]);
});
