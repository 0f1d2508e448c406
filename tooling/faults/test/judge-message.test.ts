import { expect, test } from 'vitest';
import { judgeMessage } from '../src/judge-message.mjs';

const judge = (stderr: string, code: string | undefined = 'EIO') =>
  judgeMessage({ stderr, code, mustExplain: true });

test('a sentence with a path and a reason is fine', () => {
  expect(judge('create-dump: I/o error (EIO) while writing /a/b.md.')).toEqual([]);
  expect(judge("create-dump: --events-file a.ndjson can't be written: i/o error (EIO).")).toEqual(
    [],
  );
  expect(judge('create-dump: "src/a" can\'t be written: i/o error (EIO).')).toEqual([]);
});

test.each([
  ['create-dump: EIO: i/o error, write', /raw system error/],
  ['create-dump: "a" can\'t be written: UNKNOWN: unknown error, write.', /raw system error/],
  ['create-dump: The system call close failed: i/o error (EIO).', /names no path/],
  ['create-dump: No such file (ENOENT) while writing /a.', /doesn't say why \(EIO\)/],
  ['create-dump: (EIO) /a', /doesn't say why/],
  ['', /without a message/],
  ['Error: /a i/o error (EIO)\n    at write (file:///a.js:1:2)', /stack trace/],
])('%s', (stderr, wrong) => {
  expect(judge(stderr)).toContainEqual(expect.stringMatching(wrong));
});

test('a run that succeeds needs no message, but a warning has the same form', () => {
  const judgeWarning = (stderr: string) =>
    judgeMessage({ stderr, code: 'EIO', mustExplain: false });
  expect(judgeWarning('')).toEqual([]);
  expect(judgeWarning('warning: EIO: i/o error, unlink')).toEqual(['a raw system error on stderr']);
});
