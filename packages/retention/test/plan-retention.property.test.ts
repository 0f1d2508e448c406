import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type KeepCount,
  planRetention,
  type RetentionItem,
  type RetentionPolicy,
} from '../src/index.js';
import { countRules } from '../src/retention-policy.js';
import { arbitraryPolicy, arbitrarySeries } from './arbitrary-series.js';

const numRuns = Number(process.env['RETENTION_RUNS'] ?? 300);
const now = new Date('2026-11-22T12:00:00Z');

const group = fc.constantFrom('a', 'b', 'a.b', 'ä', 'x_all_code_dump_20260101_010101');
const items = fc
  .array(fc.tuple(group, arbitrarySeries(now)), { minLength: 1, maxLength: 4 })
  .map((lists) => lists.flatMap(([group, times]) => times.map((item) => ({ group, item }))))
  .chain((all) => {
    const sequence = fc.nat({ max: 3 });
    return fc
      .tuple(
        fc.array(sequence, { minLength: all.length, maxLength: all.length }),
        fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
      )
      .map(([sequences, order]) =>
        order.flatMap((at): RetentionItem[] => {
          const {
            group,
            item: { time, pinned },
          } = all[at] ?? { group: '', item: { time: now, pinned: false } };
          return [{ id: `${at}`, group, time, pinned, sequence: sequences[at] ?? 0, size: at % 7 }];
        }),
      );
  });
const limit = fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined });
const rules = fc.oneof(
  { weight: 9, arbitrary: arbitraryPolicy },
  { weight: 1, arbitrary: fc.constant({}) },
);
const policy = fc.tuple(rules, limit).map(([rules, limit]) => withLimit(rules, limit));

function withLimit(rules: RetentionPolicy, maxTotalSize: number | undefined): RetentionPolicy {
  return maxTotalSize === undefined ? rules : { ...rules, maxTotalSize };
}

const idsOf = (list: readonly { readonly item: RetentionItem }[]) =>
  list.map(({ item }) => item.id);
const plan = (items: readonly RetentionItem[], policy: RetentionPolicy) =>
  planRetention(items, policy, { now });

function holds(check: (items: RetentionItem[], policy: RetentionPolicy) => void): void {
  fc.assert(fc.property(items, policy, check), { numRuns });
}

test('keep and remove partition the items, each with a reason', () => {
  holds((items, policy) => {
    const { keep, remove } = plan(items, policy);
    expect([...idsOf(keep), ...idsOf(remove)].sort()).toEqual(items.map(({ id }) => id).sort());
    for (const { reasons } of [...keep, ...remove]) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const { message } of reasons) expect(message).toMatch(/^[A-Za-z].*\.$/);
    }
  });
});

test('the order of the items given makes no difference', () => {
  holds((items, policy) => {
    expect(plan(items.toReversed(), policy)).toEqual(plan(items, policy));
  });
});

test('the newest of each group, the pinned and the future stay', () => {
  holds((items, policy) => {
    const { remove } = plan(items, policy);
    for (const { item } of remove) {
      expect(item.pinned).toBe(false);
      expect(item.time <= now).toBe(true);
      const newer = items.filter(({ group, time }) => group === item.group && time >= item.time);
      expect(newer.some(({ id, time }) => id !== item.id && time <= now)).toBe(true);
    }
  });
});

test('groups do not influence each other', () => {
  holds((items, policy) => {
    const whole = plan(items, policy);
    const groups = [...new Set(items.map(({ group }) => group))];
    const single = groups.map((group) =>
      plan(
        items.filter((item) => item.group === group),
        policy,
      ),
    );
    expect(idsOf(single.flatMap(({ keep }) => keep)).sort()).toEqual(idsOf(whole.keep).sort());
    expect(idsOf(single.flatMap(({ remove }) => remove)).sort()).toEqual(
      idsOf(whole.remove).sort(),
    );
  });
});

test('planning again for what was kept removes nothing', () => {
  holds((items, policy) => {
    const kept = plan(items, policy).keep.map(({ item }) => item);
    expect(plan(kept, policy).remove).toEqual([]);
  });
});

test('a larger count keeps a superset', () => {
  const keys = fc.constantFrom(...Object.values(countRules));
  const larger = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant('unlimited' as const));
  fc.assert(
    fc.property(items, arbitraryPolicy, keys, larger, (items, policy, key, more) => {
      const add = (count: KeepCount | undefined) =>
        more === 'unlimited' || count === 'unlimited' ? 'unlimited' : (count ?? 0) + more;
      const kept = new Set(idsOf(plan(items, { ...policy, [key]: add(policy[key]) }).keep));
      expect(idsOf(plan(items, policy).keep).filter((id) => !kept.has(id))).toEqual([]);
    }),
    { numRuns },
  );
});

test('a larger limit on size keeps a superset, and no limit all', () => {
  fc.assert(
    fc.property(items, policy, fc.nat({ max: 50 }), (items, policy, more) => {
      const { maxTotalSize, ...rest } = policy;
      const kept = new Set(
        idsOf(
          plan(
            items,
            maxTotalSize === undefined ? rest : { ...rest, maxTotalSize: maxTotalSize + more },
          ).keep,
        ),
      );
      expect(idsOf(plan(items, policy).keep).filter((id) => !kept.has(id))).toEqual([]);
    }),
    { numRuns },
  );
});

test('what is kept fits the limit, but for what is protected', () => {
  holds((items, policy) => {
    const { maxTotalSize = Infinity } = policy;
    const { keep } = plan(items, policy);
    expect(keep).not.toEqual([]);
    const groups = new Set(items.map(({ group }) => group));
    for (const group of groups) {
      const kept = keep.filter(({ item }) => item.group === group);
      const total = kept.reduce((sum, { item }) => sum + (item.size ?? 0), 0);
      const free = kept.filter(({ reasons }) =>
        reasons.every(({ kind }) => !['newest', 'pinned', 'future'].includes(kind)),
      );
      expect(total > maxTotalSize ? free : []).toEqual([]);
    }
  });
});
