import { expect, test } from 'vitest';
import { mergeRecords } from '../../src/history/merge-records.js';
import { runRecord } from '../run-record.js';

const watch = (run: string, since: number) => ({ run, schedule: '', since: new Date(since) });

test('keeps the last record of each run and the last watch of each name', () => {
  const [started, done] = [runRecord({}), runRecord({ outcome: 'done' })];
  const other = runRecord({ id: '2' });
  expect(mergeRecords([watch('a', 1), started, other, watch('a', 2), done], 10)).toEqual([
    watch('a', 2),
    done,
    other,
  ]);
});

test('keeps so many runs, and the last of each name', () => {
  const rare = runRecord({ id: 'rare', run: 'yearly' });
  const often = Array.from({ length: 10 }, (_, at) => runRecord({ id: `${at}` }));
  expect(mergeRecords([watch('a', 1), rare, ...often], 3)).toEqual([
    watch('a', 1),
    rare,
    ...often.slice(-3),
  ]);
});
