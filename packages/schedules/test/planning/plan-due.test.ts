import { describe, expect, it } from 'vitest';
import { createSchedule, type HistoryRecord, planDue } from '../../src/index.js';
import { runRecord } from '../run-record.js';

const schedule = createSchedule({ pattern: '0 * * * *', timezone: 'UTC' });
const at = (time: string) => new Date(`2026-11-30T${time}Z`);
const watch = { run: 'a', schedule: schedule.text, since: at('00:30:00') };
const done = (time: string, id = time) => runRecord({ id, due: at(time), outcome: 'done' });

function plan(
  history: readonly HistoryRecord[],
  now: string,
  catchUp: 'once' | 'none' = 'once',
  running: readonly string[] = [],
) {
  const runs = [{ name: 'a', schedule, catchUp }];
  const due = planDue({ runs, history, running: new Set(running), now: at(now) });
  return due.map((one) => `${one.action} ${one.due.toISOString().slice(11, 16)} ${one.why}`);
}

describe('planDue', () => {
  it('starts what has just become due', () => {
    expect(plan([watch], '00:59:59.999')).toEqual([]);
    expect(plan([watch], '01:00:00')).toEqual(['start 01:00 scheduled']);
    expect(plan([watch, done('01:00:00')], '01:00:00')).toEqual([]);
  });

  it('starts once for all that was missed, or not at all', () => {
    expect(plan([watch, done('01:00:00')], '05:30:00')).toEqual(['start 05:00 missed']);
    expect(plan([watch, done('01:00:00')], '05:30:00', 'none')).toEqual([]);
    expect(plan([watch, done('01:00:00')], '05:00:59', 'none')).toEqual(['start 05:00 scheduled']);
  });

  it('misses nothing that was due before the schedule was known', () => {
    expect(plan([], '05:30:00')).toEqual([]);
    expect(plan([{ ...watch, since: at('05:10:00') }], '05:30:00')).toEqual([]);
    expect(plan([{ ...watch, since: at('05:10:00') }], '06:00:00')).toEqual([
      'start 06:00 scheduled',
    ]);
  });

  it('skips what is still running, once for each time', () => {
    const running = runRecord({ id: 'r', due: at('01:00:00') });
    expect(plan([watch, running], '02:00:01', 'once', ['r'])).toEqual(['skip 02:00 scheduled']);
    const skipped = { ...running, skipped: { count: 1, last: at('02:00:00') } };
    expect(plan([watch, skipped], '02:30:00', 'once', ['r'])).toEqual([]);
    expect(plan([watch, { ...skipped, outcome: 'done' }], '02:30:00')).toEqual([]);
  });

  it.each([[null], ['interrupted'], ['stopped']])('repeats a run with outcome %s', (outcome) => {
    const history = [watch, runRecord({ due: at('01:00:00'), outcome })];
    expect(plan(history, '01:30:00')).toEqual(['start 01:00 unfinished']);
    expect(plan(history, '01:30:00', 'none')).toEqual([]);
    expect(plan(history, '02:30:00')).toEqual(['start 02:00 missed']);
    expect(plan(history, '01:30:00', 'once', ['1'])).toEqual([]);
  });

  it('repeats an interrupted run twice, and a stopped one each time', () => {
    const failing = (count: number, outcome: string) =>
      Array.from({ length: count }, (_, id) =>
        runRecord({ id: `${id}`, due: at('01:00:00'), outcome }),
      );
    expect(plan([watch, ...failing(2, 'interrupted')], '01:30:00')).toHaveLength(1);
    expect(plan([watch, ...failing(3, 'interrupted')], '01:30:00')).toEqual([]);
    expect(plan([watch, ...failing(3, 'interrupted')], '02:00:00')).toHaveLength(1);
    expect(plan([watch, ...failing(9, 'stopped')], '01:30:00')).toHaveLength(1);
  });

  it('repeats nothing if the clock is set back, unless by more than three hours', () => {
    const history = [watch, done('01:00:00'), done('02:00:00'), done('06:00:00')];
    expect(plan(history, '05:00:00')).toEqual([]);
    expect(plan(history, '06:30:00')).toEqual([]);
    expect(plan(history, '02:59:59')).toEqual([]);
    expect(plan([watch, done('01:00:00'), done('09:00:00')], '05:00:00')).toEqual([
      'start 05:00 scheduled',
    ]);
  });

  it('leaves other runs alone', () => {
    expect(plan([watch, { ...done('02:00:00'), run: 'b' }], '02:00:00')).toHaveLength(1);
  });
});
