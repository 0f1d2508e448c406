import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AuditableItem, type AuditPolicy, planAudit } from '../src/index.js';

const day = 86_400_000;
const now = new Date('2026-03-01T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * day);

const item = (name: string, verified?: Date, more: Partial<AuditableItem> = {}) => ({
  item: name,
  size: 10,
  verified,
  isDamaged: false,
  ...more,
});

const items: readonly AuditableItem[] = [
  item('young', ago(1)),
  item('old', ago(90)),
  item('b'),
  item('broken', ago(5), { isDamaged: true }),
  item('a'),
  item('tomorrow', ago(-1)),
];

const read = (policy: AuditPolicy, of = items) =>
  planAudit(of, policy, now).read.map(({ item: { item: name } }) => name);

test('damaged first, then never verified, then the longest ago; a time in the future proves nothing', () => {
  expect(read({})).toEqual(['broken', 'a', 'b', 'tomorrow', 'old', 'young']);
});

test('limits cut the order off, after at least one item', () => {
  expect(read({ sample: 0.5 })).toEqual(['broken', 'a', 'b']);
  expect(read({ sample: 0.01 })).toEqual(['broken']);
  expect(read({ budget: 29 })).toEqual(['broken', 'a']);
  expect(read({ budget: 1 })).toEqual(['broken']);
  expect(read({ maxAge: 30 * day })).toEqual(['broken', 'a', 'b', 'tomorrow', 'old']);
  expect(read({ maxAge: 365 * day }, [item('x', ago(1)), item('y', ago(2))])).toEqual(['y']);
  expect(read({ budget: 5 }, [])).toEqual([]);
});

test('every item has its reason', () => {
  const plan = planAudit(items, { maxAge: 30 * day, sample: 0.5 }, now);
  expect(plan.read.map(({ reason }) => reason)).toEqual([
    'It was damaged.',
    'It was never verified.',
    'It was never verified.',
  ]);
  expect(plan.skip.map(({ reason }) => reason)).toEqual([
    'It was last verified at 2026-03-02T12:00:00Z; the limit is reached.',
    'It was last verified at 2025-12-01T12:00:00Z; the limit is reached.',
    'It was last verified at 2026-02-28T12:00:00Z, which is not long enough ago.',
  ]);
});

/** Runs a plan each night; returns how often each item was read before the last was read for the first time. */
function runNights(sizes: readonly number[], policy: AuditPolicy, nights: number) {
  const verified = new Map<number, Date>();
  const counts = sizes.map(() => 0);
  for (let night = 0; night < nights; night++) {
    const time = new Date(now.getTime() + night * day);
    const all = sizes.map((size, index) => ({
      ...item(String(index), verified.get(index), { size }),
      index,
    }));
    for (const { item: one } of planAudit(all, policy, time).read) {
      if (counts.some((count) => count < (counts[one.index] ?? 0))) return counts;
      counts[one.index] = (counts[one.index] ?? 0) + 1;
      verified.set(one.index, time);
    }
  }
  return counts;
}

test('400 items in 20 nights, a twentieth of the bytes each: everything is read before anything is read twice', () => {
  const sizes = Array.from({ length: 400 }, (_, index) => 1000 + ((index * 7919) % 9000));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const largest = Math.max(...sizes);
  const counts = runNights(sizes, { budget: total / 20 + largest }, 20);
  expect(Math.min(...counts)).toBe(1);
  expect(
    runNights(
      Array.from({ length: 400 }, () => 1),
      { sample: 0.05 },
      20,
    ),
  ).toEqual(Array.from({ length: 400 }, () => 1));
});

test('with any limit, nothing is read twice before everything was read once', () => {
  const policy = fc.oneof(
    fc.record({ budget: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ sample: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 40 }), policy, (sizes, limit) => {
      const counts = runNights(sizes, limit, sizes.length + 1);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
    }),
  );
});

test('the plan has each item once, and depends on nothing but items, policy and time', () => {
  const some = fc.array(
    fc.record({
      item: fc.string(),
      size: fc.nat(100),
      verified: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
      isDamaged: fc.boolean(),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(some, fc.nat(300), (all, budget) => {
      const plan = planAudit(all, { budget }, now);
      const planned = [...plan.read, ...plan.skip].map(({ item: one }) => one);
      expect(new Set(planned)).toEqual(new Set(all));
      expect(planned).toHaveLength(all.length);
      const bytes = plan.read.reduce((sum, { item: one }) => sum + one.size, 0);
      expect(plan.read.length === 0).toBe(all.length === 0);
      expect(plan.read.length <= 1 || bytes <= budget).toBe(true);
    }),
  );
});
