import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSchedule,
  createScheduler,
  type History,
  type RunRecord,
  type ScheduleEvent,
} from '../../src/index.js';
import { createFakeWorld, memoryHistory } from './fake-world.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Plan {
  readonly pattern: string;
  readonly timezone?: string;
  readonly start: string;
  readonly catchUp?: 'once' | 'none';
  /** How long a run takes. */
  readonly takes?: () => number;
}

/** A service whose process can end and start again. */
function createService({ pattern, timezone = 'UTC', start, catchUp = 'once', takes }: Plan) {
  const world = createFakeWorld(start);
  const history = memoryHistory();
  const schedule = createSchedule({ pattern, timezone });
  const events: ScheduleEvent[] = [];
  let ids = 0;
  let active = 0;
  let mostActive = 0;
  const create = () => {
    active = 0;
    return createScheduler({
      runs: [{ name: 'a', schedule, catchUp }],
      history,
      now: world.now,
      setTimer: world.setTimer,
      createId: () => `${++ids}`,
      observe: (event) => events.push(event),
      async act(_run, signal) {
        active++;
        mostActive = Math.max(mostActive, active);
        await world.sleep(takes?.() ?? 1000, signal);
        active--;
        return { outcome: signal.aborted ? 'stopped' : 'done', exitCode: 0, report: null };
      },
    });
  };
  let scheduler = create();
  return {
    world,
    schedule,
    events,
    mostActive: () => mostActive,
    start: () => scheduler.start(),
    stop: () => scheduler.stop(new Error('stopped')),
    /** As `kill -9` does. */
    async crash() {
      world.crash();
      scheduler = create();
    },
    async restart() {
      await scheduler.stop(new Error('stopped'));
      scheduler = create();
    },
    runs: () => history.records().filter((one): one is RunRecord => 'id' in one),
    done: () =>
      history
        .records()
        .flatMap((one) => ('id' in one && one.outcome === 'done' ? [one.due.toISOString()] : [])),
  };
}

/** The times of a schedule in a period, by counting minutes. */
function timesIn(
  matches: (local: string) => boolean,
  timezone: string,
  from: string,
  days: number,
) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
  });
  const times: string[] = [];
  for (let at = Date.parse(from) + minute; at <= Date.parse(from) + days * day; at += minute) {
    if (matches(format.format(at))) times.push(new Date(at).toISOString());
  }
  return times;
}

const quarterly = (local: string) => /:(?:00|15|30|45)$/.test(local);
const hourly = (local: string) => local.endsWith(':00');
const early = (local: string) => local === '04:30';

describe('a week', () => {
  it.each([
    ['*/15 * * * *', 'UTC', '2026-06-01T00:00:00Z', quarterly],
    ['30 4 * * *', 'Europe/Berlin', '2026-03-26T00:00:00Z', early],
    ['30 4 * * *', 'Europe/Berlin', '2026-10-22T00:00:00Z', early],
    ['0 * * * *', 'Europe/Berlin', '2026-03-26T00:00:00Z', hourly],
    ['0 * * * *', 'Europe/Berlin', '2026-10-22T00:00:00Z', hourly],
  ])(
    'of %s in %s from %s on starts each run once, in time',
    async (pattern, timezone, start, matches) => {
      const service = createService({ pattern, timezone, start });
      await service.start();
      await service.world.advance(7 * day + 2000);
      expect(service.done()).toEqual(timesIn(matches, timezone, start, 7));
      for (const { due, started } of service.runs()) expect(started).toEqual(due);
    },
  );

  it.each([
    ['2026-03-26T00:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['2026-10-22T00:00:00Z', '2026-10-25T00:30:00.000Z'],
  ])('with a clock change from %s on has one run that night', async (start, changed) => {
    const service = createService({ pattern: '30 2 * * *', timezone: 'Europe/Berlin', start });
    await service.start();
    await service.world.advance(7 * day);
    expect(service.done()).toHaveLength(7);
    expect(service.done()).toContain(changed);
  });
});

describe('what the clock does', () => {
  const start = '2026-06-01T00:00:00Z';

  it('a jump forward, or a suspended machine, starts what was missed once', async () => {
    const service = createService({ pattern: '0 * * * *', start });
    await service.start();
    await service.world.advance(90 * minute);
    service.world.jump(10 * hour);
    await service.world.advance(hour);
    expect(service.done()).toEqual([
      '2026-06-01T01:00:00.000Z',
      '2026-06-01T11:00:00.000Z',
      '2026-06-01T12:00:00.000Z',
    ]);
  });

  it('a jump forward misses runs that are not to be caught up', async () => {
    const service = createService({ pattern: '0 * * * *', start, catchUp: 'none' });
    await service.start();
    await service.world.advance(90 * minute);
    service.world.jump(10 * hour);
    await service.world.advance(hour);
    expect(service.done()).toEqual(['2026-06-01T01:00:00.000Z', '2026-06-01T12:00:00.000Z']);
  });

  it('a jump back repeats nothing', async () => {
    const service = createService({ pattern: '0 * * * *', start });
    await service.start();
    await service.world.advance(5 * hour + minute);
    service.world.jump(-2 * hour);
    await service.world.advance(4 * hour);
    expect(service.done()).toHaveLength(7);
    expect(new Set(service.done()).size).toBe(7);
  });

  it('a clock that was wrong by years holds up nothing', async () => {
    const service = createService({ pattern: '0 * * * *', start: '2031-01-01T00:00:00Z' });
    await service.start();
    await service.world.advance(3 * hour);
    service.world.jump(Date.parse(start) - Date.parse('2031-01-01T03:00:00Z'));
    await service.world.advance(3 * hour + 2000);
    expect(service.done().slice(-2)).toEqual([
      '2026-06-01T02:00:00.000Z',
      '2026-06-01T03:00:00.000Z',
    ]);
  });

  it('a schedule whose next time is years away sleeps in short steps', async () => {
    const service = createService({ pattern: '0 0 29 2 *', start });
    await service.start();
    await service.world.advance(day);
    expect(service.done()).toEqual([]);
    service.world.jump(Date.parse('2028-02-28T23:59:30Z') - Date.parse('2026-06-02T00:00:00Z'));
    await service.world.advance(2 * minute);
    expect(service.done()).toEqual(['2028-02-29T00:00:00.000Z']);
  });
});

describe('a run that is still running', () => {
  it('skips times, which is told and recorded, and is none to be caught up', async () => {
    const service = createService({
      pattern: '0 * * * *',
      start: '2026-06-01T00:00:00Z',
      takes: () => 150 * minute,
    });
    await service.start();
    await service.world.advance(6 * hour - minute);
    expect(service.mostActive()).toBe(1);
    expect(service.done()).toEqual(['2026-06-01T01:00:00.000Z']);
    expect(service.runs()[0]?.skipped).toEqual({
      count: 2,
      last: new Date('2026-06-01T03:00:00Z'),
    });
    expect(service.events.filter(({ type }) => type === 'run-skipped')).toHaveLength(3);
  });

  it('is stopped with the service, and repeated by the next', async () => {
    const service = createService({
      pattern: '0 * * * *',
      start: '2026-06-01T00:00:00Z',
      takes: () => minute,
    });
    await service.start();
    await service.world.advance(hour + 1000);
    await service.restart();
    expect(service.runs().map(({ outcome }) => outcome)).toEqual(['stopped']);
    await service.start();
    await service.world.advance(2 * minute);
    expect(service.runs().map(({ outcome }) => outcome)).toEqual(['stopped', 'done']);
    expect(service.done()).toEqual(['2026-06-01T01:00:00.000Z']);
  });

  it('is interrupted by a crash, which the next process says, and repeats it', async () => {
    const service = createService({
      pattern: '0 * * * *',
      start: '2026-06-01T00:00:00Z',
      takes: () => minute,
    });
    await service.start();
    await service.world.advance(hour + 1000);
    await service.crash();
    await service.start();
    expect(service.events.filter(({ type }) => type === 'run-interrupted')).toHaveLength(1);
    await service.world.advance(2 * minute);
    expect(service.runs().map(({ outcome }) => outcome)).toEqual(['interrupted', 'done']);
  });
});

it('an error is a failed run', async () => {
  const world = createFakeWorld('2026-06-01T00:00:00Z');
  const history = memoryHistory();
  const events: ScheduleEvent[] = [];
  const error = new Error('broken');
  const scheduler = createScheduler({
    runs: [
      {
        name: 'a',
        schedule: createSchedule({ pattern: '* * * * *', timezone: 'UTC' }),
        catchUp: 'once',
      },
    ],
    history,
    ...world,
    createId: () => '1',
    observe: (event) => events.push(event),
    act: () => Promise.reject(error),
  });
  await scheduler.start();
  await world.advance(minute);
  await scheduler.stop(undefined);
  expect(history.records().at(-1)).toMatchObject({ outcome: 'failed', exitCode: 1 });
  expect(events).toContainEqual(expect.objectContaining({ type: 'run-finished', error }));
});

it('a history that fails costs no run', async () => {
  const world = createFakeWorld('2026-06-01T00:00:00Z');
  const kept = memoryHistory();
  const history: History = {
    ...kept,
    async append(record) {
      await kept.append(record);
      throw new Error('full');
    },
  };
  const events: ScheduleEvent[] = [];
  let acts = 0;
  const scheduler = createScheduler({
    runs: [
      {
        name: 'a',
        schedule: createSchedule({ pattern: '* * * * *', timezone: 'UTC' }),
        catchUp: 'once',
      },
    ],
    history,
    ...world,
    createId: () => `${acts}`,
    observe: (event) => events.push(event),
    async act() {
      acts++;
      return { outcome: 'done', exitCode: 0, report: null };
    },
  });
  await scheduler.start();
  await world.advance(3 * minute);
  expect(acts).toBe(3);
  expect(events.some(({ type }) => type === 'history-failed')).toBe(true);
});

it('whatever happens, every due run has ended once, or one did for those that were missed', async () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('advance' as const),
        by: fc.integer({ min: 1, max: 5 * hour }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('crash' as const),
        by: fc.integer({ min: 0, max: day }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('restart' as const),
        by: fc.integer({ min: 0, max: day }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('jump' as const),
        by: fc.integer({ min: -hour, max: day }),
      }),
    },
  );
  const start = fc.constantFrom(
    '2026-03-27T00:00:00Z',
    '2026-10-23T00:00:00Z',
    '2026-06-01T00:00:00Z',
  );
  const pattern = fc.constantFrom('*/20 * * * *', '30 2 * * *', '7 */3 * * *');
  const durations = fc.array(fc.integer({ min: 1, max: 90 * minute }), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(
      start,
      pattern,
      durations,
      fc.array(step, { maxLength: 25 }),
      async (from, text, long, steps) => {
        let turn = 0;
        const service = createService({
          pattern: text,
          timezone: 'Europe/Berlin',
          start: from,
          takes: () => long[turn++ % long.length] ?? 1,
        });
        const { world } = service;
        await service.start();
        let back = 0;
        for (const one of steps) {
          if (one.do === 'advance') await world.advance(one.by);
          else if (one.do === 'jump') {
            // Set back by more than three hours in all, a clock counts as corrected.
            if (one.by < 0 && back + one.by < -2 * hour) continue;
            back += Math.min(one.by, 0);
            world.jump(one.by);
          } else {
            await service[one.do]();
            // The machine is off.
            world.jump(one.by);
            await service.start();
          }
        }
        const afterwards = world.now();
        await world.advance(4 * hour);
        const runs = service.runs();
        expect(service.mostActive()).toBeLessThanOrEqual(1);
        // Nothing was done twice.
        expect(new Set(service.done()).size).toBe(service.done().length);
        // What was due last before the end was done, skipped, or given up after three interruptions.
        const last = service.schedule.previous(afterwards) ?? afterwards;
        const first = service.schedule.next(new Date(from)) ?? afterwards;
        const handled = runs.map(({ due, skipped }) => Number(skipped?.last ?? due));
        expect(last < first || Math.max(...handled) >= last.getTime()).toBe(true);
        // Each run that didn't end was repeated, or a later one stands for it.
        for (const one of runs.filter(({ outcome }) => outcome !== 'done')) {
          const later = runs.slice(runs.indexOf(one) + 1);
          const same = runs.filter(({ due }) => due.getTime() === one.due.getTime());
          const isGivenUp = same.filter(({ outcome }) => outcome === 'interrupted').length >= 3;
          expect(isGivenUp || one.outcome === null || later.length > 0).toBe(true);
        }
        // Only the run that is active has no end.
        expect(runs.filter(({ outcome }) => outcome === null).length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 25 },
  );
});
