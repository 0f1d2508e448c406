import { expect, it } from 'vitest';
import { outcomeOf } from '../../src/running/outcome-of.js';

it.each([
  [0, 'done'],
  [1, 'failed'],
  [2, 'invalid'],
  [3, 'partly'],
  [4, 'integrity'],
  [5, 'refused'],
  [6, 'locked'],
  [7, 'failed'],
  [130, 'stopped'],
  [143, 'stopped'],
])('exit code %i is %s', (exitCode, outcome) => {
  expect(outcomeOf(exitCode)).toBe(outcome);
});
