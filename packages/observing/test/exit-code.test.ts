import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../src/exit-code.js';
import { StopSignal } from '../src/stop-signal.js';

describe('exitCodeOf', () => {
  it.each([
    ['USAGE', 2],
    ['ROOT_INVALID', 2],
    ['DESTINATION_INVALID', 2],
    ['CONFIG_INVALID', 2],
    ['NO_FILES_CHOSEN', 1],
    ['WRITE_FAILED', 1],
    ['ALREADY_EXISTS', 1],
    ['INTEGRITY', 4],
    ['DUMP_MALFORMED', 4],
    ['REFUSED', 5],
    ['LOCKED', 6],
  ] satisfies ReadonlyArray<[ErrorCode, number]>)('is for %s %i', (code, exitCode) => {
    expect(exitCodeOf(new CreateDumpError(code, 'message'))).toBe(exitCode);
  });

  it('is 128 + n after signal n, and 1 for an unexpected error', () => {
    expect(
      ['SIGHUP', 'SIGINT', 'SIGTERM'].map((name) => exitCodeOf(new StopSignal(name as 'SIGINT'))),
    ).toEqual([129, 130, 143]);
    expect(exitCodeOf(new TypeError('bug'))).toBe(1);
  });
});
