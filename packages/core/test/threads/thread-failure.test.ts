import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CreateDumpError } from '../../src/index.js';
import { decodeFailure, encodeFailure } from '../../src/threads/thread-failure.js';

const cross = (error: unknown) => decodeFailure(structuredClone(encodeFailure(error)));

function systemError(): unknown {
  try {
    return readFileSync('/no/such/file');
  } catch (error) {
    return error;
  }
}

describe('a failure that crosses as plain data', () => {
  it('is a CreateDumpError again, with its code and the fields of its cause', () => {
    const cause = systemError();
    const error = cross(new CreateDumpError('READ_FAILED', 'It is gone.', { cause }));
    expect(error).toBeInstanceOf(CreateDumpError);
    expect(error).toMatchObject({ code: 'READ_FAILED', message: 'It is gone.' });
    expect(error.cause).toMatchObject({
      message: (cause as Error).message,
      code: 'ENOENT',
      syscall: 'open',
      path: '/no/such/file',
    });
  });

  it('is an Error with the code of a system error, and no CreateDumpError', () => {
    const error = cross(systemError());
    expect(error).not.toBeInstanceOf(CreateDumpError);
    expect(error).toMatchObject({ name: 'Error', code: 'ENOENT' });
    expect(error).not.toHaveProperty('cause');
  });

  it('leaves out fields that cannot be cloned', () => {
    const error = cross(Object.assign(new Error('odd'), { retry: () => {}, code: 'ODD' }));
    expect(error).toMatchObject({ message: 'odd', code: 'ODD' });
    expect(error).not.toHaveProperty('retry');
  });

  it('is an Error for anything else that was thrown', () => {
    expect(cross('a string')).toStrictEqual(new Error('a string'));
  });
});
