import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listDecisions } from '../src/keeping-decision.js';
import type { KeepingOptions } from '../src/keeping-options.js';
import { planKeeping } from '../src/plan-keeping.js';
import type { Survey } from '../src/survey-directory.js';
import { archiveOf, defaults, snapshotOf, surveyOf } from './survey-of.js';

const now = new Date('2026-06-01T00:00:00Z');

function dump(day: number, prefix = 'p'): string {
  return `${prefix}_all_code_dump_202601${String(day).padStart(2, '0')}_000000.md`;
}

/** The planned decisions, each as an action and a name. */
function actions(survey: Survey, options: Partial<KeepingOptions> = {}): string[] {
  const all = { ...defaults, ...options };
  return listDecisions(planKeeping(survey, all, now), all).map(
    ({ action, path }) => `${action} ${path.slice('/d/'.length)}`,
  );
}

const three = [1, 2, 3].map((day) => snapshotOf(dump(day)));

describe('planKeeping', () => {
  it('archives all but the newest of each group', () => {
    const survey = surveyOf([...three, snapshotOf(dump(1, 'q'))]);
    expect(actions(survey)).toEqual([
      `archive ${dump(1)}`,
      `archive ${dump(2)}`,
      `leave ${dump(3)}`,
      `leave ${dump(1, 'q')}`,
      'keep archives/p_20260101_000000.zip',
      'keep archives/p_20260102_000000.zip',
    ]);
  });

  it('takes one of the future for no newest, and leaves it as well', () => {
    const future = snapshotOf('p_all_code_dump_20990101_000000.md');
    const options = { cleanRoot: true, keepLatest: true };
    expect(actions(surveyOf([...three, future]), options)).toEqual(
      expect.arrayContaining([`leave ${dump(3)}`, 'leave p_all_code_dump_20990101_000000.md']),
    );
  });

  it('archives nothing twice, and tells what holds it by content', () => {
    const archives = [archiveOf(dump(1), 'p_20260101_000000-7.zip')];
    const survey = surveyOf(three, { archives });
    expect(actions(survey)).toContain(`leave ${dump(1)}`);
    const changed = [snapshotOf(dump(1), { sha256: 'another' }), ...three.slice(1)];
    expect(actions(surveyOf(changed, { archives }))).toContain(`archive ${dump(1)}`);
  });

  it('removes with --clean-root only what is archived, is not the newest, and is not pinned', () => {
    const pinned = snapshotOf(dump(2), { pinned: true });
    const survey = surveyOf([snapshotOf(dump(1)), pinned, snapshotOf(dump(3))]);
    const done = actions(survey, { cleanRoot: true, includeCurrent: true });
    expect(done.filter((one) => one.startsWith('remove'))).toEqual([`remove ${dump(1)}`]);
    const all = actions(survey, { cleanRoot: true, includeCurrent: true, keepLatest: false });
    expect(all.filter((one) => one.startsWith('remove'))).toEqual([
      `remove ${dump(1)}`,
      `remove ${dump(3)}`,
    ]);
  });

  it('keeps the archive of a pinned snapshot', () => {
    const survey = surveyOf([snapshotOf(dump(1), { pinned: true }), ...three.slice(1)]);
    expect(actions(survey, { policy: { keepLast: 1 } })).toEqual(
      expect.arrayContaining([`archive ${dump(1)}`, 'keep archives/p_20260101_000000.zip']),
    );
  });

  it('does not remove a snapshot while a damaged archive of it is there', () => {
    const name = { prefix: 'p', stamp: '20260101_000000', sequence: 0, format: 'zip' } as const;
    const path = '/d/archives/p_20260101_000000.zip';
    const survey = surveyOf(three, { damaged: [{ path, name, message: 'damaged' }] });
    const done = actions(survey, { cleanRoot: true });
    expect(done).toContain('keep archives/p_20260101_000000-1.zip');
    expect(done.filter((one) => one.startsWith('remove'))).toEqual([`remove ${dump(2)}`]);
  });

  it('refuses a pin that names nothing', () => {
    const pins = ['p_all_code_dump_20260101_000000', 'typo'];
    expect(() => planKeeping(surveyOf(three), { ...defaults, pins }, now)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('"typo"') as string,
      }),
    );
  });
});

const arbitrarySurvey = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: 1, max: 28 }), prefix: fc.constantFrom('p', 'q') }),
    {
      selector: ({ day, prefix }) => `${prefix}${day}`,
      maxLength: 20,
    },
  )
  .chain((made) =>
    fc.tuple(
      fc.constant(made.toSorted((a, b) => a.day - b.day)),
      fc.array(fc.constantFrom('live', 'archived', 'both'), {
        minLength: made.length,
        maxLength: made.length,
      }),
    ),
  )
  .map(([made, places]) => {
    const at = (place: string) =>
      made.filter((_, index) => places[index] === place || places[index] === 'both');
    return surveyOf(
      at('live').map(({ day, prefix }) => snapshotOf(dump(day, prefix))),
      {
        archives: at('archived').map(({ day, prefix }) =>
          archiveOf(
            dump(day, prefix),
            `${prefix}_202601${String(day).padStart(2, '0')}_000000.zip`,
          ),
        ),
      },
    );
  });

const arbitraryOptions = fc.record({
  includeCurrent: fc.boolean(),
  keepLatest: fc.boolean(),
  cleanRoot: fc.boolean(),
  noRemove: fc.boolean(),
  policy: fc.oneof(
    fc.constant({}),
    fc.integer({ min: 1, max: 5 }).map((keepLast) => ({ keepLast })),
    fc.integer({ min: 1, max: 3 }).map((keepWeekly) => ({ keepWeekly })),
  ),
});

describe('any plan', () => {
  const check = (property: (survey: Survey, options: KeepingOptions) => void) => {
    const whole = fc.property(arbitrarySurvey, arbitraryOptions, (survey, options) =>
      property(survey, { ...defaults, ...options }),
    );
    fc.assert(whole, { numRuns: 500 });
  };

  it('removes no snapshot that is in no archive, and none of the newest that are to stay', () => {
    check((survey, options) => {
      for (const { snapshot, archive, removal } of planKeeping(survey, options, now).snapshots) {
        if (removal === undefined) continue;
        const isCopied = survey.archives.some(({ sha256 }) => sha256 === snapshot.sha256);
        expect(isCopied || archive !== undefined).toBe(true);
        const newest = survey.groups
          .find(({ prefix }) => prefix === snapshot.group)
          ?.snapshots.at(-1);
        expect(options.keepLatest && newest === snapshot).toBe(false);
      }
    });
  });

  it('with --no-remove removes nothing', () => {
    check((survey, options) => {
      const { snapshots, archives } = planKeeping(survey, { ...options, noRemove: true }, now);
      expect(archives.remove).toEqual([]);
      expect(snapshots.filter(({ removal }) => removal !== undefined)).toEqual([]);
    });
  });

  it('leaves of each group its newest snapshot, live or archived', () => {
    check((survey, options) => {
      const { snapshots, archives } = planKeeping(survey, options, now);
      const left = new Set([
        ...snapshots
          .filter(({ removal }) => removal === undefined)
          .map(({ snapshot }) => snapshot.sha256),
        ...archives.keep.map(({ item }) => item.sha256),
      ]);
      const all = [...survey.groups.flatMap((group) => group.snapshots), ...survey.archives];
      for (const group of ['p', 'q']) {
        const newest = all
          .filter((one) => one.group === group)
          .sort((a, b) => Number(b.time) - Number(a.time))[0];
        expect(newest === undefined || left.has(newest.sha256)).toBe(true);
      }
    });
  });

  it('has nothing left to do once it is done', () => {
    check((survey, options) => {
      const { snapshots, archives } = planKeeping(survey, options, now);
      const after = surveyOf(
        snapshots.filter(({ removal }) => removal === undefined).map(({ snapshot }) => snapshot),
        {
          archives: archives.keep.map(({ item }) => archiveOf(item.dumpName, basename(item.id))),
        },
      );
      const again = planKeeping(after, options, now);
      expect(again.archives.remove).toEqual([]);
      expect(again.snapshots.filter(({ archive }) => archive !== undefined)).toEqual([]);
      const removed = again.snapshots.filter(({ removal }) => removal !== undefined);
      expect(removed).toEqual([]);
    });
  });
});
