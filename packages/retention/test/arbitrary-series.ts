import fc from 'fast-check';
import type { KeepCount, RetentionPolicy } from '../src/index.js';

const hour = 3_600_000;

/** Edge cases of calendars, in UTC. */
const corners = [
  '2024-02-29T00:00:00Z',
  '2024-12-29T23:59:59Z',
  '2024-12-30T00:00:00Z',
  '2025-01-01T00:00:00Z',
  '2025-02-28T23:00:00Z',
  '2025-03-31T12:00:00Z',
  '2020-12-31T23:59:59Z',
  '2021-01-03T23:59:59Z',
  '2021-01-04T00:00:00Z',
  '1970-01-01T00:00:00Z',
].map((text) => new Date(text).getTime());

export interface SeriesItem {
  readonly time: Date;
  readonly pinned: boolean;
}

/** Distinct times of one group: regular, irregular, in bursts, at edge cases of calendars, and a few in the future. */
export function arbitrarySeries(now: Date): fc.Arbitrary<SeriesItem[]> {
  const toSecond = (time: number) => new Date(Math.floor(time / 1000) * 1000);
  const step = fc.constantFrom(hour / 60, hour, 6 * hour, 24 * hour, 7 * 24 * hour, 31 * 24 * hour);
  const regular = fc
    .tuple(step, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 400 }))
    .map(([step, count, days]) =>
      Array.from({ length: count }, (_, at) => now.getTime() - days * 24 * hour - at * step),
    );
  const irregular = fc.array(
    fc.integer({ min: 10, max: 6 * 365 * 24 * 3600 }).map((back) => now.getTime() - back * 1000),
    { maxLength: 20 },
  );
  const corner = fc.array(
    fc
      .tuple(fc.constantFrom(...corners), fc.integer({ min: -2, max: 2 }))
      .map(([at, by]) => at + by * 1000),
    { maxLength: 8 },
  );
  const future = fc.array(
    fc.integer({ min: 3600, max: 1e8 }).map((ahead) => now.getTime() + ahead * 1000),
    { maxLength: 3 },
  );
  const times = fc.tuple(
    fc.oneof(regular, fc.constant([])),
    irregular,
    fc.oneof({ weight: 2, arbitrary: corner }, { weight: 1, arbitrary: fc.constant([]) }),
    fc.oneof({ weight: 1, arbitrary: future }, { weight: 3, arbitrary: fc.constant([]) }),
  );
  return fc
    .tuple(times, fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
    .map(([lists, pins]) =>
      [...new Set(lists.flat().map((time) => toSecond(time).getTime()))].map((time) => ({
        time: new Date(time),
        pinned: pins.next().value === 0,
      })),
    )
    .filter((items) => items.length > 0);
}

const count: fc.Arbitrary<KeepCount> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom<KeepCount>(100, 'unlimited') },
);
const part = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }));

/** Policies with at least one rule, without a limit on size. */
export const arbitraryPolicy: fc.Arbitrary<RetentionPolicy> = fc
  .record(
    {
      keepLast: count,
      keepHourly: count,
      keepDaily: count,
      keepWeekly: count,
      keepMonthly: count,
      keepYearly: count,
      keepWithin: fc
        .record({ years: fc.constantFrom(0, 0, 1, 9), months: part, days: part, hours: part })
        .filter((duration) => Object.values(duration).some((part) => part > 0)),
    },
    { requiredKeys: [] },
  )
  .filter((policy) => Object.keys(policy).length > 0);
