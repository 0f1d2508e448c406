/** Prints the one line that sums up a report of vitest's JSON reporter. Exit code 1 if a test failed or none ran. */
import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const files = text === '' ? [] : JSON.parse(text).testResults;
const statuses = files.flatMap(({ status, assertionResults }) => {
  const own = assertionResults.map((test) => test.status);
  // A file that can't be loaded, or whose set-up fails, has no failed test to count.
  return status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own;
});
const count = (status) => statuses.filter((found) => found === status).length;
const [passed, failed] = [count('passed'), count('failed')];

if (files.length === 0) process.stdout.write('The tests did not run.\n');
process.stdout.write(
  `Tests: ${passed} passed, ${failed} failed, ${statuses.length - passed - failed} skipped\n`,
);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
