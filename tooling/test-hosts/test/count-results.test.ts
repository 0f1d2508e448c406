import { expect, test } from 'vitest';
import { countResults } from '../src/count-results.mjs';

const file = (status: string, ...statuses: readonly string[]) => ({
  name: '/a.test.ts',
  status,
  message: 'no such module',
  assertionResults: statuses.map((each, at) => ({ status: each, fullName: `test ${at}` })),
});

const count = (...testResults: readonly unknown[]) => countResults(JSON.stringify({ testResults }));

test('tests are counted, and those that failed are named', () => {
  expect(count(file('failed', 'passed', 'failed', 'pending'), file('passed', 'passed'))).toEqual({
    passed: 2,
    skipped: 1,
    failed: 1,
    failures: ['/a.test.ts: test 1'],
  });
});

test('a file that fails without a failed test counts as one', () => {
  expect(count(file('failed'), file('failed', 'passed'))).toEqual({
    passed: 1,
    skipped: 0,
    failed: 2,
    failures: ['/a.test.ts: no such module', '/a.test.ts: no such module'],
  });
});

test('no report is a failure', () => {
  expect(countResults('').failed).toBe(1);
});
