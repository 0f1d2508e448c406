import { CreateDumpError } from '@create-dump/core';
import { describe, expect, test } from 'vitest';
import {
  parseKeepWithin,
  planRetention,
  type RetentionItem,
  type RetentionPolicy,
} from '../src/index.js';
import { at, series } from './series.js';

const now = at('2026-11-22 12:00');

function keptBy(policy: RetentionPolicy, items: readonly RetentionItem[]): string[] {
  return planRetention(items, policy, { now }).keep.map(({ item }) => item.id);
}

function change(item: RetentionItem, to: Partial<RetentionItem>): RetentionItem {
  return { ...item, ...to };
}

const within = (text: string): RetentionPolicy => ({ keepWithin: parseKeepWithin(text) });

// Every weekday for two weeks, twice on Fridays, one Wednesday missing: the example of restic's manual.
const manual = [
  '2025-04-21 11:00',
  '2025-04-22 11:00',
  '2025-04-23 11:00',
  '2025-04-24 11:00',
  '2025-04-25 11:00',
  '2025-04-25 23:00',
  '2025-04-28 11:00',
  '2025-04-29 11:00',
  '2025-05-01 11:00',
  '2025-05-02 11:00',
  '2025-05-02 23:00',
];
const month = ['01', '05', '11', '12', '18', '19', '25'].map((day) => `2026-01-${day}`);

// The rules of `restic forget`, from its manual ("Removing snapshots according to a policy") and its source.
const cases: [rule: string, RetentionPolicy, items: string[], kept: string[]][] = [
  ['nothing of nothing', { keepLast: 1 }, [], []],
  [
    'the n last',
    { keepLast: 2 },
    ['2026-01-01', '2026-01-02', '2026-01-03'],
    ['2026-01-02', '2026-01-03'],
  ],
  ['the last one', { keepLast: 1 }, ['2026-01-01', '2026-01-02'], ['2026-01-02']],
  [
    'more than there are',
    { keepLast: 9 },
    ['2026-01-01', '2026-01-02'],
    ['2026-01-01', '2026-01-02'],
  ],
  ['all, if unlimited', { keepLast: 'unlimited' }, manual, manual],
  ['one at the very limit', { keepLast: 1_000_000 }, ['2026-01-01'], ['2026-01-01']],
  [
    'the order given is not the order of time',
    { keepLast: 1 },
    ['2026-01-02', '2026-01-03', '2026-01-01'],
    ['2026-01-03'],
  ],

  [
    'the newest of each hour',
    { keepHourly: 2 },
    ['2026-01-01 05:59', '2026-01-01 06:00', '2026-01-01 06:59', '2026-01-01 07:00'],
    ['2026-01-01 06:59', '2026-01-01 07:00'],
  ],
  [
    'the same hour of two days is two hours',
    { keepHourly: 2 },
    ['2026-01-01 06:00', '2026-01-02 06:00'],
    ['2026-01-01 06:00', '2026-01-02 06:00'],
  ],
  [
    'hours without any are not counted',
    { keepHourly: 2 },
    ['2025-01-01 06:00', '2025-01-01 06:01', '2026-01-01 06:00'],
    ['2025-01-01 06:01', '2026-01-01 06:00'],
  ],

  [
    'the manual: keep-daily 5',
    { keepDaily: 5 },
    manual,
    [
      '2025-04-25 23:00',
      '2025-04-28 11:00',
      '2025-04-29 11:00',
      '2025-05-01 11:00',
      '2025-05-02 23:00',
    ],
  ],
  [
    'days end at midnight',
    { keepDaily: 2 },
    ['2026-01-01 12:00', '2026-01-01 23:59', '2026-01-02 00:00'],
    ['2026-01-01 23:59', '2026-01-02 00:00'],
  ],
  [
    'the newest of the day, not the first',
    { keepDaily: 1 },
    ['2026-01-01 01:00', '2026-01-01 02:00', '2026-01-01 03:00'],
    ['2026-01-01 03:00'],
  ],
  [
    'a leap day is a day',
    { keepDaily: 3 },
    ['2024-02-28', '2024-02-29', '2024-03-01'],
    ['2024-02-28', '2024-02-29', '2024-03-01'],
  ],

  ['weeks begin on Monday', { keepWeekly: 2 }, month, ['2026-01-18', '2026-01-25']],
  [
    'Sunday and Monday are of two weeks',
    { keepWeekly: 2 },
    ['2026-01-11', '2026-01-12'],
    ['2026-01-11', '2026-01-12'],
  ],
  ['Monday and Sunday are of one', { keepWeekly: 1 }, ['2026-01-05', '2026-01-11'], ['2026-01-11']],
  ['a week spans the new year', { keepWeekly: 1 }, ['2025-12-29', '2026-01-04'], ['2026-01-04']],
  ['ISO 2020 has a week 53', { keepWeekly: 1 }, ['2020-12-28', '2021-01-03'], ['2021-01-03']],
  [
    'week 1 of two years',
    { keepWeekly: 2 },
    ['2024-01-01', '2024-12-30', '2025-01-05'],
    ['2024-01-01', '2025-01-05'],
  ],

  [
    'the newest of each month',
    { keepMonthly: 2 },
    ['2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28'],
    ['2026-01-31', '2026-02-28'],
  ],
  [
    'the same month of two years is two months',
    { keepMonthly: 2 },
    ['2025-02-01', '2026-02-01'],
    ['2025-02-01', '2026-02-01'],
  ],
  [
    'the newest of each year',
    { keepYearly: 2 },
    ['2024-05-05', '2024-12-31', '2025-01-01', '2025-06-06'],
    ['2024-12-31', '2025-06-06'],
  ],
  [
    'years without any are not counted',
    { keepYearly: 2 },
    ['1970-01-01', '1971-01-01', '2025-01-01'],
    ['1971-01-01', '2025-01-01'],
  ],

  [
    'the oldest, while counts are left',
    { keepYearly: 3 },
    ['2024-02-02', '2024-03-03', '2025-05-05'],
    ['2024-02-02', '2024-03-03', '2025-05-05'],
  ],
  [
    'not the oldest, once they are used up',
    { keepYearly: 2 },
    ['2024-02-02', '2024-03-03', '2025-05-05'],
    ['2024-03-03', '2025-05-05'],
  ],
  [
    'the oldest of one single day',
    { keepDaily: 2 },
    ['2026-01-01 01:00', '2026-01-01 02:00', '2026-01-01 03:00'],
    ['2026-01-01 01:00', '2026-01-01 03:00'],
  ],
  [
    'the oldest, if unlimited',
    { keepMonthly: 'unlimited' },
    ['2026-01-01', '2026-01-02', '2026-02-01'],
    ['2026-01-01', '2026-01-02', '2026-02-01'],
  ],
  [
    'all hourlies, if unlimited',
    { keepHourly: 'unlimited' },
    ['2026-01-01 01:00', '2026-01-01 02:00', '2026-01-01 02:30'],
    ['2026-01-01 01:00', '2026-01-01 02:30'],
  ],

  [
    'the rules add up',
    { keepLast: 1, keepYearly: 2 },
    ['2024-12-31', '2025-01-01', '2025-06-06', '2025-07-07'],
    ['2024-12-31', '2025-07-07'],
  ],
  [
    'one item counts for several rules',
    { keepLast: 1, keepDaily: 1 },
    ['2026-01-01', '2026-01-02'],
    ['2026-01-02'],
  ],
  [
    'last and daily',
    { keepLast: 2, keepDaily: 2 },
    ['2026-01-01', '2026-01-02 01:00', '2026-01-02 02:00'],
    ['2026-01-01', '2026-01-02 01:00', '2026-01-02 02:00'],
  ],

  [
    'within is counted from the newest, not from now',
    within('1d'),
    ['2020-01-01', '2020-01-02', '2020-01-02 12:00'],
    ['2020-01-02', '2020-01-02 12:00'],
  ],
  [
    'what is exactly as old is not within',
    within('1d'),
    ['2026-01-01 06:00', '2026-01-02 06:00'],
    ['2026-01-02 06:00'],
  ],
  [
    'a minute less is',
    within('1d'),
    ['2026-01-01 06:01', '2026-01-02 06:00'],
    ['2026-01-01 06:01', '2026-01-02 06:00'],
  ],
  [
    'within hours',
    within('2h'),
    ['2026-01-01 01:00', '2026-01-01 02:00', '2026-01-01 03:00'],
    ['2026-01-01 02:00', '2026-01-01 03:00'],
  ],
  [
    'within a month of 28 days',
    within('1m'),
    ['2026-02-01', '2026-02-02', '2026-03-01'],
    ['2026-02-02', '2026-03-01'],
  ],
  [
    'a 31st less a month runs on: February 31 is March 3',
    within('1m'),
    ['2026-03-03', '2026-03-04', '2026-03-31'],
    ['2026-03-04', '2026-03-31'],
  ],
  [
    'a leap day less a year is March 1',
    within('1y'),
    ['2023-03-01', '2023-03-02', '2024-02-29'],
    ['2023-03-02', '2024-02-29'],
  ],
  [
    'all parts together',
    within('1y1m1d1h'),
    ['2024-12-31 00:00', '2024-12-31 00:01', '2026-02-01 01:00'],
    ['2024-12-31 00:01', '2026-02-01 01:00'],
  ],
  [
    'longer than time',
    within('999999y'),
    ['1970-01-01', '2026-01-01'],
    ['1970-01-01', '2026-01-01'],
  ],
  [
    'within and last',
    { ...within('1h'), keepLast: 2 },
    ['2026-01-01', '2026-01-02', '2026-01-03'],
    ['2026-01-02', '2026-01-03'],
  ],

  [
    'within ignores the future when it looks for the newest',
    within('1d'),
    ['2026-01-01', '2026-01-02', '2099-01-01'],
    ['2026-01-02', '2099-01-01'],
  ],
  [
    'the future counts as the last ones do',
    { keepLast: 3 },
    ['2026-01-01', '2026-01-02', '2098-01-01', '2099-01-01'],
    ['2026-01-02', '2098-01-01', '2099-01-01'],
  ],
];

describe('by the rules of restic', () => {
  test.each(cases)('%s', (_, policy, items, kept) => {
    expect(keptBy(policy, series(...items))).toEqual(kept);
  });

  test('pins count, like tagged snapshots', () => {
    const pin = (item: RetentionItem) => change(item, { pinned: true });
    const [a, b, c, d] = series('2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04');
    if (!a || !b || !c || !d) throw new Error('four');
    expect(keptBy({ keepLast: 2 }, [pin(a), b, c, d])).toEqual([a.id, c.id, d.id]);
    expect(keptBy({ keepLast: 2 }, [a, b, pin(c), d])).toEqual([c.id, d.id]);
  });
});

describe('beyond restic', () => {
  test('without a rule nothing is removed', () => {
    expect(keptBy({}, series(...manual))).toEqual(manual);
    const [kept] = planRetention(series('2026-01-01'), {}, { now }).keep;
    expect(kept?.reasons.map(({ kind }) => kind)).toEqual(['newest', 'no-rule']);
  });

  test('the newest that is not in the future stays, and all that are', () => {
    const items = series('2026-01-01', '2026-01-02', '2097-01-01', '2098-01-01', '2099-01-01');
    const { keep } = planRetention(items, { keepLast: 2 }, { now });
    expect(keep.map(({ item, reasons }) => [item.id, reasons.map(({ kind }) => kind)])).toEqual([
      ['2026-01-02', ['newest']],
      ['2097-01-01', ['future']],
      ['2098-01-01', ['future', 'keep-last']],
      ['2099-01-01', ['future', 'keep-last']],
    ]);
  });

  test('what was made this very second is not in the future', () => {
    const { keep } = planRetention(series('2026-11-22 12:00'), { keepLast: 1 }, { now });
    expect(keep[0]?.reasons.map(({ kind }) => kind)).toEqual(['newest', 'keep-last']);
  });

  test('items of one second go by their sequence, then by their ids', () => {
    const time = at('2026-01-01');
    const items = [2, 10, 1].map((sequence) => ({
      id: `x-${sequence}`,
      group: 'g',
      time,
      sequence,
    }));
    expect(keptBy({ keepLast: 2 }, items)).toEqual(['x-2', 'x-10']);
    const equal = ['é', 'z', 'a'].map((id) => ({ id, group: 'g', time, sequence: 0 }));
    expect(keptBy({ keepLast: 2 }, equal)).toEqual(['z', 'é']);
  });

  const sized = (...sizes: number[]) =>
    series('2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04')
      .slice(-sizes.length)
      .map((item, index) => change(item, { size: sizes[index] ?? 0 }));

  test.each<[string, RetentionPolicy, RetentionItem[], string[]]>([
    [
      'what fits stays',
      { maxTotalSize: 30 },
      sized(10, 10, 10),
      ['2026-01-02', '2026-01-03', '2026-01-04'],
    ],
    [
      'the oldest goes first',
      { maxTotalSize: 29 },
      sized(10, 10, 10),
      ['2026-01-03', '2026-01-04'],
    ],
    ['the newest stays, however large', { maxTotalSize: 1 }, sized(1, 1, 10), ['2026-01-04']],
    [
      'what the rules remove is not counted',
      { maxTotalSize: 20, keepLast: 2 },
      sized(99, 10, 10),
      ['2026-01-03', '2026-01-04'],
    ],
    [
      'it goes beyond the rules',
      { maxTotalSize: 10, keepLast: 3 },
      sized(10, 10, 10),
      ['2026-01-04'],
    ],
    [
      'a pinned one stays, and takes its place',
      { maxTotalSize: 20 },
      sized(10, 10, 10).map((item, at) => change(item, { pinned: at === 0 })),
      ['2026-01-02', '2026-01-04'],
    ],
    [
      'nothing takes no place',
      { maxTotalSize: 1 },
      sized(0, 0, 1),
      ['2026-01-02', '2026-01-03', '2026-01-04'],
    ],
  ])('a limit on size: %s', (_, policy, items, kept) => {
    expect(keptBy(policy, items)).toEqual(kept);
  });

  test('what the limit and what the rules remove is in one order, from the oldest', () => {
    const items = series('2026-01-01', '2026-02-01', '2026-02-02').map((item) =>
      change(item, { size: 10 }),
    );
    const { remove } = planRetention(items, { keepMonthly: 2, maxTotalSize: 10 }, { now });
    expect(remove.map(({ item, reasons }) => [item.id, reasons[0]?.kind])).toEqual([
      ['2026-01-01', 'over-size'],
      ['2026-02-01', 'superseded'],
    ]);
  });

  test('the limit is that of each group', () => {
    const items = ['a', 'b'].flatMap((group) =>
      sized(10, 10).map((item) => change(item, { group, id: group + item.id })),
    );
    expect(keptBy({ maxTotalSize: 20 }, items)).toHaveLength(4);
    expect(keptBy({ maxTotalSize: 19 }, items)).toEqual(['a2026-01-04', 'b2026-01-04']);
  });
});

test('each item has its reasons, in sentences', () => {
  const items = series('2025-12-31', '2026-01-01 01:00', '2026-01-01 02:00', '2026-01-01 03:00');
  const policy = { keepLast: 1, keepDaily: 2, keepYearly: 1, ...within('12h') };
  const [a, ...rest] = items;
  const plan = planRetention([{ ...a, pinned: true } as RetentionItem, ...rest], policy, { now });
  const told = [...plan.keep, ...plan.remove].map(({ item, reasons }) => ({
    [item.id]: reasons.map(({ message }) => message),
  }));
  expect(told).toMatchInlineSnapshot(`
    [
      {
        "2025-12-31": [
          "It is pinned.",
          "It is the newest of 2025-12-31, number 2 of keep-daily 2.",
        ],
      },
      {
        "2026-01-01 01:00": [
          "It is after 2025-12-31T15:00:00Z, within keep-within 12h.",
        ],
      },
      {
        "2026-01-01 02:00": [
          "It is after 2025-12-31T15:00:00Z, within keep-within 12h.",
        ],
      },
      {
        "2026-01-01 03:00": [
          "It is the newest of its group.",
          "It is number 1 of keep-last 1.",
          "It is the newest of 2026-01-01, number 1 of keep-daily 2.",
          "It is the newest of 2026, number 1 of keep-yearly 1.",
          "It is after 2025-12-31T15:00:00Z, within keep-within 12h.",
        ],
      },
    ]
  `);
});

test('removals say what would have kept them', () => {
  const items = series('2024-06-01', '2026-01-01 01:00', '2026-01-01 02:00').map((item) =>
    change(item, { size: 10 }),
  );
  const plan = planRetention(items, { keepDaily: 1, ...within('1h'), maxTotalSize: 5 }, { now });
  expect(plan.remove).toMatchInlineSnapshot(`
    [
      {
        "item": {
          "group": "g",
          "id": "2024-06-01",
          "sequence": 0,
          "size": 10,
          "time": 2024-06-01T00:00:00.000Z,
        },
        "reasons": [
          {
            "kind": "used-up",
            "message": "keep-daily 1 is used up by newer ones.",
            "rule": "keep-daily",
          },
          {
            "kind": "too-old",
            "message": "It is not after 2026-01-01T01:00:00Z, too old for keep-within 1h.",
            "since": 2026-01-01T01:00:00.000Z,
          },
        ],
      },
      {
        "item": {
          "group": "g",
          "id": "2026-01-01 01:00",
          "sequence": 1,
          "size": 10,
          "time": 2026-01-01T01:00:00.000Z,
        },
        "reasons": [
          {
            "by": "2026-01-01 02:00",
            "kind": "superseded",
            "message": "keep-daily 1 keeps a newer one from 2026-01-01.",
            "period": "2026-01-01",
            "rule": "keep-daily",
          },
          {
            "kind": "too-old",
            "message": "It is not after 2026-01-01T01:00:00Z, too old for keep-within 1h.",
            "since": 2026-01-01T01:00:00.000Z,
          },
        ],
      },
    ]
  `);
  const limited = planRetention(items, { maxTotalSize: 25 }, { now });
  expect(limited.remove).toMatchInlineSnapshot(`
    [
      {
        "item": {
          "group": "g",
          "id": "2024-06-01",
          "sequence": 0,
          "size": 10,
          "time": 2024-06-01T00:00:00.000Z,
        },
        "reasons": [
          {
            "kind": "over-size",
            "limit": 25,
            "message": "Its group would take 30 B with it, over the limit of 25 B.",
            "total": 30,
          },
        ],
      },
    ]
  `);
});

test('the oldest is kept until a count is reached, and after that superseded', () => {
  const items = series('2026-01-01 01:00', '2026-01-01 02:00', '2026-01-02');
  const oldest = (keepDaily: number) => {
    const { keep, remove } = planRetention(items, { keepDaily }, { now });
    const reasons = [...keep, ...remove].find(({ item }) => item.id === items[0]?.id)?.reasons;
    return reasons?.map(({ kind, message }) => `${kind}: ${message}`);
  };
  expect(oldest(3)).toEqual(['keep-daily: It is the oldest, number 3 of keep-daily 3.']);
  expect(oldest(2)).toEqual(['superseded: keep-daily 2 keeps a newer one from 2026-01-01.']);
});

test('where every item is in the future, all are within a duration', () => {
  const { keep } = planRetention(series('2097-01-01', '2099-01-01'), within('1h'), { now });
  expect(keep.map(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual([
    ['future', 'keep-within'],
    ['future', 'keep-within'],
  ]);
});

test('groups are in the order of their bytes', () => {
  const items = ['b', 'ö', 'a', 'B'].map((group, sequence) => ({
    id: group,
    group,
    sequence,
    time: now,
  }));
  expect(keptBy({ keepLast: 1 }, items)).toEqual(['B', 'a', 'b', 'ö']);
});

describe('refuses', () => {
  const items = series('2026-01-01');
  const code = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return error instanceof CreateDumpError ? `${error.code} ${error.message}` : error;
    }
    return 'nothing';
  };

  const keys = ['keepLast', 'keepHourly', 'keepDaily', 'keepWeekly', 'keepMonthly', 'keepYearly'];
  const values = [0, -1, 1.5, NaN, Infinity, 1_000_001, '3', 'all', null, [5], true, 5n];
  test.each(keys)('%s that is no count', (key) => {
    for (const value of values) {
      const policy = { [key]: value } as RetentionPolicy;
      expect(code(() => planRetention(items, policy, { now }))).toMatch(`USAGE ${key} is `);
    }
  });

  test.each([0, -1, 1.5, NaN, Infinity, '3', null])('maxTotalSize %s', (maxTotalSize) => {
    const policy = { maxTotalSize } as RetentionPolicy;
    expect(code(() => planRetention(items, policy, { now }))).toMatch('USAGE maxTotalSize is ');
  });

  test.each([
    '30d',
    null,
    {},
    { years: 0, months: 0, days: 0, hours: 0 },
    { years: 0, months: 0, days: -1, hours: 0 },
    { years: 0, months: 0, days: NaN, hours: 1 },
  ])('keepWithin %j', (keepWithin) => {
    const policy = { keepWithin } as unknown as RetentionPolicy;
    expect(code(() => planRetention(items, policy, { now }))).toMatch('USAGE keepWithin is ');
  });

  test.each([
    ['keepLast', 0, '0', "a whole number from 1 to 1,000,000, or 'unlimited'"],
    ['keepLast', null, 'null', "a whole number from 1 to 1,000,000, or 'unlimited'"],
    ['keepLast', 'x'.repeat(41), `"${'x'.repeat(40)}"`, "a whole number from 1 to 1,000,000, or 'unlimited'"], // oxfmt-ignore
    ['maxTotalSize', 1.5, '1.5', 'a whole number of bytes, at least 1'],
    ['keepWithin', {}, 'an object', 'a non-zero duration from parseKeepWithin'],
  ])('%s %j, and says what it must be', (key, value, shown, expected) => {
    const policy = { [key]: value } as RetentionPolicy;
    expect(code(() => planRetention(items, policy, { now }))).toBe(
      `USAGE ${key} is ${shown}, but must be ${expected}. Omit it to have no such rule.`,
    );
  });

  test('items that make no sense', () => {
    const plan = (...items: readonly RetentionItem[]) =>
      code(() => planRetention(items, { maxTotalSize: 5 }, { now }));
    const [item] = items.map((item) => change(item, { size: 1 }));
    if (item === undefined) throw new Error('one');
    expect(plan(item, item)).toBe('USAGE 2026-01-01 occurs twice.');
    expect(plan({ ...item, time: new Date(NaN) })).toMatch('USAGE 2026-01-01 has an invalid time');
    expect(plan({ ...item, sequence: NaN })).toMatch('USAGE 2026-01-01 has an invalid time');
    expect(plan(...items)).toMatch('USAGE 2026-01-01 has no size');
    for (const size of [NaN, -1, 1.5]) {
      expect(plan({ ...item, size })).toMatch('USAGE 2026-01-01 has no size');
    }
    expect(code(() => planRetention([], {}, { now: new Date(NaN) }))).toMatch('USAGE "now"');
  });
});
