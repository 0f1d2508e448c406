import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { createRunId, isRunOver } from '../../src/index.js';

const now = new Date('2026-01-02T00:00:00Z');
const idOf = (pid: number, at = now, host = hostname()) =>
  createRunId({ pid, hostname: host, now: at });
const self = idOf(process.pid);

test('a living run is not over, one whose process is gone is', () => {
  expect(isRunOver(self, self)).toBe(false);
  const ended = spawnSync('true').pid;
  // The id of this process, with the pid of one that has ended.
  expect(isRunOver(self.replace(/^\d+/, String(ended)), self)).toBe(true);
});

test('a run of another host is over a day after it began', () => {
  expect(isRunOver(idOf(process.pid, new Date('2026-01-01T12:00:00Z'), 'elsewhere'), self)).toBe(
    false,
  );
  expect(isRunOver(idOf(process.pid, new Date('2025-12-31T12:00:00Z'), 'elsewhere'), self)).toBe(
    true,
  );
});

test.each(['', 'x', '../../etc', '1-2-3'])('what is no id, %j, is never over', (text) => {
  expect(isRunOver(text, self)).toBe(false);
});
