import { mkdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { CreateDumpError } from '@create-dump/core';
import { expect, test } from 'vitest';
import { describeSystemError, errorCode, toFailure } from '../../src/index.js';

/** An error as libuv reports it for a number that it has no name for. */
function unnamed(number: number): Error {
  const text = `Unknown system error -${number}`;
  return Object.assign(new Error(`${text}: ${text}, write`), { code: text, errno: -number });
}

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

test('a code that libuv does not know is named by its number', () => {
  const error = unnamed(constants.errno.EDQUOT);
  expect(errorCode(error)).toBe('EDQUOT');
  expect(describeSystemError(error)).toBe('the disk quota is used up (EDQUOT)');
  expect(toFailure('WRITE_FAILED', error, 'writing /d/x.md').message).toBe(
    'The disk quota is used up (EDQUOT) while writing /d/x.md. Free some space or choose another place.',
  );
});

test('the words of the system stand where there are no better ones', () => {
  const missing = thrownBy(() => readFileSync('/nowhere/at/all'));
  expect(describeSystemError(missing)).toBe('no such file or directory (ENOENT)');
  const denied = Object.assign(new Error('x'), { code: 'EACCES', errno: -constants.errno.EACCES });
  expect(describeSystemError(denied)).toBe('permission denied (EACCES)');
});

test('a failure has a code, the cause, and no path but the given one', () => {
  const cause = thrownBy(() => mkdirSync('/dev/null/x'));
  const failure = toFailure('READ_FAILED', cause, 'reading it');
  expect(failure).toMatchObject({ code: 'READ_FAILED', cause });
  expect(failure.message).toBe('A part of the path is not a directory (ENOTDIR) while reading it.');
});

test('the numbers of other libraries are not taken for those of the system', () => {
  const damaged = thrownBy(() => gunzipSync(Buffer.from('not gzip')));
  expect(damaged).toMatchObject({ code: 'Z_DATA_ERROR', errno: -3 });
  expect(describeSystemError(damaged)).toBe('incorrect header check');
});

test('our own errors stay as they are; others keep their message', () => {
  const own = new CreateDumpError('REFUSED', 'No.');
  expect(toFailure('WRITE_FAILED', own, 'x')).toBe(own);
  expect(toFailure('WRITE_FAILED', new Error('odd'), 'x').message).toBe('Odd while x.');
  expect(describeSystemError('text')).toBe('text');
  expect(errorCode(new Error('odd'))).toBeUndefined();
});

test('so is one whose code Node gives as UNKNOWN, as writeSync does', () => {
  const error = Object.assign(new Error('UNKNOWN: unknown error, write'), {
    code: 'UNKNOWN',
    errno: -constants.errno.EDQUOT,
  });
  expect(describeSystemError(error)).toBe('the disk quota is used up (EDQUOT)');
});
