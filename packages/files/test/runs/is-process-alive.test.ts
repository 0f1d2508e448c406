import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isProcessAlive } from '../../src/runs/is-process-alive.js';

test('this process and those of other users exist, one that has ended does not', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(1)).toBe(true);
  expect(isProcessAlive(spawnSync('true').pid)).toBe(false);
});
