import { expect, test } from 'vitest';
import { planRetention, type RetentionItem, type RetentionPolicy } from '../src/index.js';

const hour = 3_600_000;
const policy: RetentionPolicy = { keepLast: 24, keepDaily: 14, keepWeekly: 8, keepMonthly: 24 };

test('three years of an hourly job, pruned every six runs, leave what a calendar says', () => {
  const start = Date.UTC(2023, 10, 22, 12);
  const end = Date.UTC(2026, 10, 22, 12);
  let kept: RetentionItem[] = [];
  for (let time = start; time <= end; time += hour) {
    const now = new Date(time);
    const item = { id: now.toISOString().slice(0, 13), group: 'g', time: now, sequence: 0 };
    kept.push(item);
    if (now.getUTCHours() % 6 > 0) continue;
    kept = planRetention(kept, policy, { now }).keep.map(({ item }) => item);
  }
  const ids = kept.map(({ id }) => id);
  // The last hour of each of the 23 months before this one; then weeks from Monday to Sunday, days, hours.
  expect(ids.slice(0, 21)).toMatchInlineSnapshot(`
    [
      "2024-12-31T23",
      "2025-01-31T23",
      "2025-02-28T23",
      "2025-03-31T23",
      "2025-04-30T23",
      "2025-05-31T23",
      "2025-06-30T23",
      "2025-07-31T23",
      "2025-08-31T23",
      "2025-09-30T23",
      "2025-10-31T23",
      "2025-11-30T23",
      "2025-12-31T23",
      "2026-01-31T23",
      "2026-02-28T23",
      "2026-03-31T23",
      "2026-04-30T23",
      "2026-05-31T23",
      "2026-06-30T23",
      "2026-07-31T23",
      "2026-08-31T23",
    ]
  `);
  expect(ids.slice(21)).toMatchInlineSnapshot(`
    [
      "2026-09-30T23",
      "2026-10-04T23",
      "2026-10-11T23",
      "2026-10-18T23",
      "2026-10-25T23",
      "2026-10-31T23",
      "2026-11-01T23",
      "2026-11-08T23",
      "2026-11-09T23",
      "2026-11-10T23",
      "2026-11-11T23",
      "2026-11-12T23",
      "2026-11-13T23",
      "2026-11-14T23",
      "2026-11-15T23",
      "2026-11-16T23",
      "2026-11-17T23",
      "2026-11-18T23",
      "2026-11-19T23",
      "2026-11-20T23",
      "2026-11-21T13",
      "2026-11-21T14",
      "2026-11-21T15",
      "2026-11-21T16",
      "2026-11-21T17",
      "2026-11-21T18",
      "2026-11-21T19",
      "2026-11-21T20",
      "2026-11-21T21",
      "2026-11-21T22",
      "2026-11-21T23",
      "2026-11-22T00",
      "2026-11-22T01",
      "2026-11-22T02",
      "2026-11-22T03",
      "2026-11-22T04",
      "2026-11-22T05",
      "2026-11-22T06",
      "2026-11-22T07",
      "2026-11-22T08",
      "2026-11-22T09",
      "2026-11-22T10",
      "2026-11-22T11",
      "2026-11-22T12",
    ]
  `);
});
