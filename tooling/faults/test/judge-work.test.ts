import { expect, test } from 'vitest';
import { judgeForeign, judgeWork } from '../src/judge-work.mjs';

const file = (digest: string) => ({ type: 'file' as const, mode: 0o600, digest, bytes: undefined });
const survey = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, digest]) => [path, file(digest)]));

const before = survey({ 'tree/a': '1', 'old_20260101_000000.md': '2', 'm.prom': '3' });
const after = survey({
  'tree/a': '1',
  'm.prom': '4',
  'old_20260101_000000.zip': '5',
  'p_20260202_000000.md': '6',
  'target/a': '1',
});
const reference = { before, after, steady: new Set(['target/a']), quarantines: false };
const done = {
  'tree/a': '1',
  'm.prom': '7',
  'old_20260101_000000.zip': '5',
  'p_20260303_000000.md': '8',
  'target/a': '1',
};

test('the same work at another time is done', () => {
  expect(judgeWork(reference, after)).toEqual([]);
  expect(judgeWork(reference, survey(done))).toEqual([]);
});

test('an index of archives may be missing, or stay', () => {
  const index = 'out/archives/index/a.jsonl.gz';
  const made = new Map([...after, [index, file('1')]]);
  expect(judgeWork({ ...reference, after: made }, after)).toEqual([]);
  expect(judgeWork({ ...reference, after: made }, made)).toEqual([]);
  const removed = { ...reference, before: new Map([...before, [index, file('1')]]) };
  expect(judgeWork(removed, made)).toEqual([]);
});

test('a second run may have made a second dump', () => {
  expect(judgeWork(reference, survey({ ...done, 'p_20260303_000000-1.md': '9' }))).toEqual([]);
});

test.each([
  [{ 'tree/a': '0' }, 'tree/a is changed'],
  [{ 'tree/a': undefined }, 'tree/a is gone'],
  [{ 'other.txt': '1' }, 'other.txt is not what the command makes'],
  [{ 'old_20260101_000000.md': '2' }, 'old_20260101_000000.md is still there'],
  [{ 'p_20260303_000000.md': undefined }, 'p_TIME.md is missing'],
  [{ 'target/a': '0' }, 'target/a is wrong'],
])('%j: %s', (change, wrong) => {
  const files = Object.entries({ ...done, ...change }).flatMap(([path, digest]) =>
    digest === undefined ? [] : [[path, digest] as const],
  );
  expect(judgeWork(reference, survey(Object.fromEntries(files)))).toContain(wrong);
});

test('before the re-run, work may be missing and temporaries may be there', () => {
  const state = survey({
    'tree/a': '1',
    '.create-dump-1-x.tmp': '',
  });
  expect(judgeForeign(reference, state)).toEqual([]);
});

test('a checksum file is in the quarantine only where nothing proves whose it is', () => {
  const state = survey({ ...done, 'x/archives/quarantine/a.sha256': '' });
  const wrong = ['x/archives/quarantine/a.sha256 is not what the command makes'];
  expect(judgeForeign(reference, state)).toEqual(wrong);
  expect(judgeForeign({ ...reference, quarantines: true }, state)).toEqual([]);
});
