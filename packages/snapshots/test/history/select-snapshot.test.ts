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

/** What is selected, or the code of the error. */
function outcome(work: () => KeptSnapshot): KeptSnapshot | string {
  try {
    return work();
  } catch (error) {
    return (error as CreateDumpError).code;
  }
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
        const snapshots = all.map((minute) => keptOf(minute));
        const minute = all.toSorted((a, b) => b - a)[back];
        const expected = minute === undefined ? 'NO_FILES_CHOSEN' : keptOf(minute);
        expect(outcome(() => select(snapshots, `latest~${back}`))).toEqual(expected);
      }),
    );
  });

  it('a time is the newest at or before it', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 500_000 }), (all, at) => {
        const word = keptOf(at).time.toISOString().slice(0, 16);
        const snapshots = all.map((minute) => keptOf(minute));
        const earlier = all.filter((minute) => minute <= at);
        const expected = earlier.length === 0 ? 'NO_FILES_CHOSEN' : keptOf(Math.max(...earlier));
        expect(outcome(() => select(snapshots, word))).toEqual(expected);
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
        const expected = isUnique ? wanted : 'USAGE';
        expect(outcome(() => select(snapshots, digits.toUpperCase()))).toEqual(expected);
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
    const one = { ...keptOf(1), id: `abcdef${'0'.repeat(58)}` };
    const other = { ...keptOf(2), id: `abcdef${'1'.padStart(58, '0')}` };
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
