import { readdirSync } from 'node:fs';
import { CreateDumpError } from '@create-dump/core';
import { expect, test } from 'vitest';
import { describeFailure } from '../../src/index.js';

test('an unhandled system error names its call, path and reason', () => {
  const fail = () => readdirSync('/nonexistent/\u001b[31m');
  let error: unknown;
  try {
    fail();
  } catch (thrown) {
    error = thrown;
  }
  expect(describeFailure(error)).toBe(
    'The system call scandir failed on /nonexistent/\\x1B[31m: no such file or directory (ENOENT).',
  );
});

test.each([
  [new CreateDumpError('USAGE', 'Say so.'), 'Say so.'],
  [new TypeError('x'), 'x'],
  ['text', 'text'],
])('other errors are described by their message: %s', (error, expected) => {
  expect(describeFailure(error)).toBe(expected);
});
