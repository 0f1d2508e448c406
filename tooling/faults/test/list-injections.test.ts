import { expect, test } from 'vitest';
import { faultKinds } from '../src/fault-kinds.mjs';
import { listInjections } from '../src/list-injections.mjs';

const call = (number: number, name: string) => ({ number, name, path: '/a' });

test('each call gets each fault, and only writes are shortened', () => {
  const injections = listInjections([call(1, 'write'), call(2, 'fsync')]);
  const names = (number: number) =>
    injections.filter(({ call }) => call.number === number).map(({ fault }) => fault.name);
  expect(names(1)).toEqual(faultKinds.map(({ name }) => name));
  expect(names(2)).toEqual(names(1).filter((name) => !name.startsWith('short')));
});

test('what is injected is told by number: an error, or one that stays', () => {
  const environment = (name: string) => faultKinds.find((kind) => kind.name === name)?.environment;
  expect(environment('ENOSPC')).toEqual({ FAULT_ACTION: 'fail', FAULT_ERRNO: '28' });
  expect(environment('sticky-EIO')).toMatchObject({ FAULT_ERRNO: '5', FAULT_STICKY: '1' });
});
