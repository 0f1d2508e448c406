import { execFileSync } from 'node:child_process';
import { findTool } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { periodOf } from '../src/period.js';

test.each([
  ['keep-last', undefined],
  ['keep-hourly', '2026-01-05T07'],
  ['keep-daily', '2026-01-05'],
  ['keep-weekly', '2026-W02'],
  ['keep-monthly', '2026-01'],
  ['keep-yearly', '2026'],
] as const)('%s: %s', (rule, period) => {
  expect(periodOf(rule, new Date('2026-01-05T07:59:59.999Z'))).toBe(period);
});

test('years beyond 9999', () => {
  const time = new Date('+012345-06-07T08:00:00Z');
  expect(periodOf('keep-yearly', time)).toBe('+012345');
  expect(periodOf('keep-hourly', time)).toBe('+012345-06-07T08');
});

const date = findTool('date');
test.skipIf(!date)('weeks are those of date(1), for the turn of 60 years (needs date)', () => {
  const days = Array.from({ length: 60 }, (_, year) => 1990 + year).flatMap((year) =>
    Array.from({ length: 14 }, (_, day) => new Date(Date.UTC(year, 11, 25 + day, 23, 59))),
  );
  const input = days.map((day) => day.toISOString()).join('\n');
  const weeks = execFileSync(date ?? '', ['-u', '-f', '-', '+%G-W%V'], { input }).toString();
  expect(days.map((day) => periodOf('keep-weekly', day))).toEqual(weeks.trim().split('\n'));
});
