import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchedule } from '../../src/schedule/create-schedule.js';
import { patternRule } from '../../src/schedule/pattern-rule.js';
import { timezoneRule } from '../../src/schedule/timezone-rule.js';

const berlin = (pattern: string) => createSchedule({ pattern, timezone: 'Europe/Berlin' });

function timesAfter(pattern: string, start: string, count: number): readonly string[] {
  const schedule = berlin(pattern);
  const times: string[] = [];
  let at = new Date(start);
  for (let n = 0; n < count; n++) {
    at = schedule.next(at) ?? at;
    times.push(at.toISOString());
  }
  return times;
}

describe('createSchedule', () => {
  it('runs once, later, where the clock change of spring skips its time', () => {
    expect(timesAfter('30 2 * * *', '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('runs once where the clock change of autumn repeats its time', () => {
    expect(timesAfter('30 2 * * *', '2026-10-23T12:00:00Z', 4)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ]);
  });

  it('keeps its distance through a clock change', () => {
    expect(timesAfter('*/30 * * * *', '2026-10-24T23:30:00Z', 4)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
  });

  it('takes either of two restricted day fields, as cron does', () => {
    // Friday the 4th, then Sunday the 13th.
    const schedule = createSchedule({ pattern: '0 0 13 * 5', timezone: 'UTC' });
    const times = [new Date('2026-12-05'), new Date('2026-12-12')].map((at) => schedule.next(at));
    expect(times).toEqual([new Date('2026-12-11'), new Date('2026-12-13')]);
  });

  it.each([
    ['0 30 2 * * *', 'five fields: minute, hour, day of month, month, day of week'],
    ['@daily', 'five fields: minute, hour, day of month, month, day of week'],
    ['2026-01-01T00:00:00', 'five fields: minute, hour, day of month, month, day of week'],
    ['', 'five fields: minute, hour, day of month, month, day of week'],
    ['61 * * * *', 'five valid fields (Invalid value for minute: 61)'],
    ['0 0 31 2 *', 'a schedule that some date matches'],
    ['0 0 30,31 2 *', 'a schedule that some date matches'],
  ])('refuses %j', (pattern, rule) => {
    expect(patternRule(pattern)).toBe(rule);
    expect(() => createSchedule({ pattern, timezone: 'UTC' })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: `schedule must be ${rule}, not "${pattern}".`,
      }),
    );
  });

  it.each(['0 0 29 2 *', '0 0 31 * *', '* * * * *', '0 5 * * 7', '0 0 * JAN MON'])(
    'takes %j',
    (pattern) => expect(patternRule(pattern)).toBeUndefined(),
  );

  it.each(['Europe/Nowhere', '', 'local', '+01:00', 'Europe/Berlin '])(
    'refuses zone %j',
    (zone) => {
      expect(timezoneRule(zone)).toContain('the name of a time zone');
      expect(() => createSchedule({ pattern: '* * * * *', timezone: zone })).toThrow(
        'timezone must',
      );
    },
  );

  it('has no time between one and the next, and finds each from behind', () => {
    const field = (most: number, least = 0) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: least, max: most }).map(String),
        fc.integer({ min: 2, max: most }).map((step) => `*/${step}`),
      );
    const pattern = fc.tuple(field(59), field(23), field(28, 1), field(12, 1), field(6));
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe');
    const time = fc.integer({
      min: Date.parse('2026-01-01T00:00:00Z'),
      max: Date.parse('2027-12-31T00:00:00Z'),
    });
    fc.assert(
      fc.property(pattern, zone, time, (fields, timezone, at) => {
        const schedule = createSchedule({ pattern: fields.join(' '), timezone });
        const next = schedule.next(new Date(at)) ?? new Date(NaN);
        expect(next.getTime()).toBeGreaterThan(at);
        expect(next.getTime() % 60_000).toBe(0);
        expect(schedule.previous(next)).toEqual(next);
        expect(schedule.previous(new Date(next.getTime() + 999))).toEqual(next);
        const before = schedule.previous(new Date(next.getTime() - 1));
        fc.pre(before !== undefined);
        expect(before.getTime()).toBeLessThanOrEqual(at);
        expect(schedule.next(before)).toEqual(next);
      }),
    );
  });
});
