import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createItemStates, type LedgerEntry, type LedgerRecord } from '../src/index.js';

function fold(entries: readonly (Omit<LedgerEntry, 'act'> & { readonly act: string })[]) {
  const states = createItemStates();
  for (const [index, entry] of entries.entries()) {
    const time = new Date(Date.UTC(2026, 0, index + 1)).toISOString();
    const record: LedgerRecord = { seq: index + 1, prev: '', time, run: `run ${index}`, ...entry };
    states.add(record);
  }
  return states.items;
}

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

test('a publication is begun until its completion is recorded, or it is read', () => {
  const begun = { act: 'publish', item: 'a', sha256: '1' } as const;
  expect(fold([begun]).get('a')).toMatchObject({ status: 'begun', digests: ['1'] });
  expect(fold([begun, { ...begun, done: true }]).get('a')?.status).toBe('kept');
  expect(fold([begun, { ...begun, act: 'verified' }]).get('a')).toMatchObject({
    status: 'kept',
    verified: day(2),
  });
});

test('an archive is an item of its own, with the digest of what is in it', () => {
  const states = fold([
    { act: 'publish', item: 'a', sha256: '1', done: true },
    { act: 'archive', item: 'a', to: 'archives/a.zip', sha256: '1' },
    { act: 'archive', item: 'a', to: 'archives/a.zip', sha256: '1', done: true },
    { act: 'remove', item: 'a', sha256: '1' },
  ]);
  expect([...states.values()].map(({ item, status }) => [item, status])).toEqual([
    ['a', 'gone'],
    ['archives/a.zip', 'kept'],
  ]);
});

test('a replacement may be either until it is read', () => {
  const old = [
    { act: 'publish', item: 'a', sha256: '1', done: true },
    { act: 'verified', item: 'a', sha256: '1' },
  ] as const;
  const begun = [...old, { act: 'publish', item: 'a', sha256: '2' }] as const;
  expect(fold(begun).get('a')).toMatchObject({
    status: 'kept',
    digests: ['1', '2'],
    verified: undefined,
  });
  expect(fold([...begun, { act: 'verified', item: 'a', sha256: '2' }]).get('a')?.digests).toEqual([
    '2',
  ]);
});

test('damage lasts until the item is found whole, and keeps its digest', () => {
  const damaged = [
    { act: 'adopt', item: 'a', sha256: '1' },
    { act: 'verified', item: 'a', sha256: '1' },
    { act: 'damaged', item: 'a', sha256: '1' },
    { act: 'unchanged', item: 'a', sha256: '1' },
  ] as const;
  const state = { status: 'kept', digests: ['1'], verified: day(2), damaged: day(3) };
  expect(fold(damaged).get('a')).toMatchObject(state);
  expect(fold([...damaged, { act: 'verified', item: 'a', sha256: '1' }]).get('a')).toMatchObject({
    verified: day(5),
    damaged: undefined,
  });
});

test('a removed name is free again; acts of later versions change nothing', () => {
  const states = fold([
    { act: 'adopt', item: 'a', sha256: '1' },
    { act: 'quarantine', item: 'a', to: 'archives/quarantine/a' },
    { act: 'publish', item: 'a', sha256: '2' },
    { act: 'sealed', item: 'a' },
    { act: 'sealed', item: 'b' },
  ]);
  expect([...states.values()]).toMatchObject([{ item: 'a', status: 'begun', digests: ['2'] }]);
});

test('there is one state for each item, however many records', () => {
  const acts = ['adopt', 'publish', 'remove', 'quarantine', 'verified', 'damaged'] as const;
  const entry = fc.record({ act: fc.constantFrom(...acts), item: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const states = fold(entries);
      expect([...states.keys()]).toEqual([...new Set(entries.map(({ item }) => item))]);
      for (const { item, status } of states.values()) {
        const last = entries.findLast((one) => one.item === item)?.act;
        expect(status === 'gone').toBe(last === 'remove' || last === 'quarantine');
      }
    }),
  );
});
