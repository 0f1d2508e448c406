import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { describeError } from '../src/describe-error.js';
import { StopSignal } from '../src/stop-signal.js';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function systemError(code: string, errno: number, syscall: string, path?: string): Error {
  const place = path === undefined ? '' : ` '${path}'`;
  const fields = { code, errno, syscall, ...(path !== undefined && { path }) };
  return Object.assign(new Error(`${code}: what libuv says, ${syscall}${place}`), fields);
}

describe('describeError', () => {
  it("gives the system's errors as a sentence with path and reason", () => {
    using directory = temporaryDirectory();
    const loop = join(directory.path, 'loop');
    symlinkSync(loop, loop);
    expect(describeError(thrownBy(() => statSync(loop)))).toEqual({
      code: 'UNEXPECTED',
      message: `The system call stat failed on ${loop}: there is a loop of symbolic links (ELOOP).`,
    });
    expect(describeError(thrownBy(() => readFileSync(directory.path))).message).toBe(
      'The system call read failed: it is a directory (EISDIR).',
    );
  });

  it.each([
    [
      systemError('ENOSPC', -28, 'open', '/full/a'),
      'The system call open failed on /full/a: no space left on device (ENOSPC).',
    ],
    [
      systemError('Unknown system error -122', -122, 'write'),
      'The system call write failed: the disk quota is used up (EDQUOT).',
    ],
    [
      systemError('ENOENT', -2, 'open', '/a\nb'),
      String.raw`The system call open failed on /a\nb: no such file or directory (ENOENT).`,
    ],
  ])('never shows libuv’s own message: %s', (error, message) => {
    expect(describeError(error).message).toBe(message);
  });

  it('leaves other errors as they are, without credentials', () => {
    const stage = new CreateDumpError('WRITE_FAILED', 'It failed.', {
      cause: systemError('EIO', -5, 'write'),
    });
    expect(describeError(stage)).toEqual({ code: 'WRITE_FAILED', message: 'It failed.' });
    expect(describeError(new StopSignal('SIGINT'))).toMatchObject({ code: 'STOPPED' });
    expect(describeError(new TypeError('No https://u:p@h.'))).toEqual({
      code: 'UNEXPECTED',
      message: 'No https://[redacted]@h.',
    });
    expect(describeError('text')).toEqual({ code: 'UNEXPECTED', message: 'text' });
  });

  it('names the original error first when cleaning up fails, too', () => {
    const error = thrownBy(() => {
      using _resource = {
        [Symbol.dispose]() {
          throw new Error('the directory is not empty');
        },
      };
      throw new CreateDumpError('WORKER_FAILED', 'A thread ended.');
    });
    expect(describeError(error)).toEqual({
      code: 'WORKER_FAILED',
      message: 'A thread ended. Cleaning up failed as well: the directory is not empty',
    });
  });
});
