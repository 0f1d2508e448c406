import type { CreateDumpError } from '@create-dump/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeptSnapshot, parseSelector, selectSnapshot } from '../../src/index.js';
import { keptOf } from './kept-of.js';

function select(snapshots: readonly KeptSnapshot[], word: string, group?: string): KeptSnapshot {
  const selector = parseSelector(word);
  if (selector === undefined) throw new Error(word);
  return selectSnapshot(snapshots, selector, { word, directory: '/dumps', group });
}

function failure(work: () => unknown): Pick<CreateDumpError, 'code' | 'message'> {
  try {
    work();
  } catch (error) {
    const { code, message } = error as CreateDumpError;
    return { code, message };
  }
  throw new Error('it did not fail');
}

const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 500_000 }), {
  minLength: 1,
  maxLength: 30,
});

describe('selectSnapshot', () => {
  it('latest~N is the one at N of all, the newest first, in whatever order they come', () => {
    fc.assert(
      fc.property(minutes, fc.nat(40), (all, back) => {
        const work = () =>
          select(
            all.map((minute) => keptOf(minute)),
            `latest~${back}`,
          );
        const minute = all.toSorted((a, b) => b - a)[back];
        if (minute === undefined) expect(failure(work).code).toBe('NO_FILES_CHOSEN');
        else expect(work()).toEqual(keptOf(minute));
      }),
    );
  });

  it('a time is the newest at or before it', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 500_000 }), (all, at) => {
        const word = keptOf(at).time.toISOString().slice(0, 16);
        const work = () =>
          select(
            all.map((minute) => keptOf(minute)),
            word,
          );
        const earlier = all.filter((minute) => minute <= at);
        if (earlier.length === 0) expect(failure(work).code).toBe('NO_FILES_CHOSEN');
        else expect(work()).toEqual(keptOf(Math.max(...earlier)));
      }),
    );
  });

  it('an id is found by its digest in any group, and never another', () => {
    fc.assert(
      fc.property(minutes, fc.nat(), fc.integer({ min: 6, max: 64 }), (all, at, length) => {
        const groups = ['p', 'q', 'p/0123456789ab'];
        const snapshots = all.map((minute, index) =>
          keptOf(minute, { group: groups[index % 3] ?? '' }),
        );
        const wanted = snapshots[at % snapshots.length];
        const digits = wanted?.id.slice(0, length) ?? '';
        const isUnique = snapshots.filter(({ id }) => id.startsWith(digits)).length === 1;
        if (isUnique) expect(select(snapshots, digits.toUpperCase())).toEqual(wanted);
        else expect(failure(() => select(snapshots, digits)).code).toBe('USAGE');
      }),
    );
  });

  it('of one second, the higher sequence is the newer one', () => {
    const [first, second] = [keptOf(1), keptOf(1, { sequence: 1 })];
    expect(select([second, first], 'latest')).toBe(second);
    expect(select([second, first], 'latest~1')).toBe(first);
  });

  it('lists the groups between which it would have to choose', () => {
    const snapshots = [
      keptOf(1),
      keptOf(2, { group: 'p/0123456789ab' }),
      keptOf(3, { group: 'q' }),
    ];
    expect(failure(() => select(snapshots, 'latest'))).toEqual({
      code: 'USAGE',
      message:
        '"latest" could be of 3 groups in /dumps: p, p/0123456789ab, q. Choose one with --group.',
    });
    expect(failure(() => select(snapshots, 'latest', 'p')).message).toContain('2 groups');
    expect(select(snapshots, 'latest', 'p/0123456789ab')).toBe(snapshots[1]);
    expect(select(snapshots, 'latest', 'q')).toBe(snapshots[2]);
  });

  it('lists the snapshots whose digests begin alike', () => {
    const [one, other] = [keptOf(1), keptOf(2)].map((snapshot, at) => ({
      ...snapshot,
      id: `abcdef${String(at).padStart(58, '0')}`,
    }));
    if (one === undefined || other === undefined) throw new Error();
    expect(failure(() => select([one, other], 'abcdef'))).toEqual({
      code: 'USAGE',
      message:
        '"abcdef" begins the digests of 2 snapshots: abcdef000000 p_all_code_dump_20260101_000200.md, abcdef000000 p_all_code_dump_20260101_000100.md. Give more digits.',
    });
    // The same bytes under two names: either will do.
    expect(select([one, { ...other, id: one.id }], 'abcdef').id).toBe(one.id);
  });

  it('says what there is instead', () => {
    expect(failure(() => select([keptOf(1)], 'latest~1')).message).toContain(
      'there is only 1 snapshot in /dumps',
    );
    expect(failure(() => select([keptOf(0)], '2025-12-31')).message).toContain(
      'the oldest is of 2026-01-01T00:00:00Z',
    );
    expect(failure(() => select([keptOf(0)], 'latest', 'x')).message).toContain(
      'no snapshot of group x',
    );
    expect(failure(() => select([], 'latest')).message).toContain(
      'A file of that name is ./latest.',
    );
  });
});
