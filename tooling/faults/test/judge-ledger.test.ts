import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { judgeLedger } from '../src/judge-ledger.mjs';
import type { Entry } from '../src/survey-directory.mjs';

const fileOf = (text: string): Entry => ({
  type: 'file',
  mode: 0o600,
  digest: text,
  bytes: Buffer.from(text),
});

function ledgerOf(...acts: readonly object[]): string {
  let prev = '0'.repeat(64);
  const lines = acts.map((act, index) => {
    const line = JSON.stringify({ seq: index + 1, prev, ...act });
    prev = createHash('sha256').update(line).digest('hex');
    return `${line}\n`;
  });
  return lines.join('');
}

const path = 'dumps/archives/ledger.jsonl';
const survey = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([name, text]) => [name, fileOf(text)]));
const dump = 'dumps/a_all_code_dump_20260101_000000.md';
const act = { act: 'publish', item: 'a_all_code_dump_20260101_000000.md' };
const before = survey({ [path]: ledgerOf() });

test('a chain that holds, with a torn tail, and a record for what appeared', () => {
  expect(judgeLedger(before, survey({ [path]: `${ledgerOf(act)}{"se`, [dump]: '' }))).toEqual([]);
  expect(judgeLedger(survey({}), survey({ [dump]: '' }))).toEqual([]);
});

test('a break, and what came or went without a record', () => {
  expect(judgeLedger(before, survey({}))).toEqual([`${path} is gone`]);
  const broken = ledgerOf(act, act).replace('publish', 'publisH');
  expect(judgeLedger(before, survey({ [path]: broken }))).toEqual([
    `${path} is broken: line 2 doesn't continue the one before`,
  ]);
  expect(judgeLedger(before, survey({ [path]: ledgerOf(), [dump]: '' }))).toEqual([
    `${dump} has no record`,
  ]);
  expect(
    judgeLedger(survey({ [path]: '', [dump]: '' }), survey({ [path]: ledgerOf(act) })),
  ).toEqual([`${dump} went without a record`]);
});
