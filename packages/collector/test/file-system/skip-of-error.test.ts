import { expect, test } from 'vitest';
import { skipOfError } from '../../src/file-system/skip-of-error.js';

const systemError = (code: string, errno: number) =>
  Object.assign(new Error(code), { code, errno });

test('a system error that libuv has no name for is a record as well', () => {
  const stale = systemError('Unknown system error -116', -116);
  expect(skipOfError('a', stale)).toEqual({ path: 'a', skipped: 'io-error', detail: 'ESTALE' });
});

test('an error of the process is thrown', () => {
  expect(() => skipOfError('a', systemError('EMFILE', -24))).toThrow('EMFILE');
  expect(() => skipOfError('a', new TypeError('x'))).toThrow('x');
});
