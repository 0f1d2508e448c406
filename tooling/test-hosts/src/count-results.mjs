/**
 * @typedef {object} Results
 * @property {number} passed
 * @property {number} skipped
 * @property {number} failed
 * @property {readonly string[]} failures names of the tests that failed
 */

/**
 * @param {string} text the report of vitest's JSON reporter; empty if there is none
 * @returns {Results}
 */
export function countResults(text) {
  if (text === '') return { passed: 0, skipped: 0, failed: 1, failures: ['the tests did not run'] };
  /** @type {{ testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = JSON.parse(text);
  const tests = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const own = assertionResults.map((test) => ({
      status: test.status,
      name: `${name}: ${test.fullName}`,
    }));
    // A file that can't be loaded, or whose set-up fails, has no failed test.
    const isHidden = status === 'failed' && own.every((test) => test.status !== 'failed');
    return own.concat(isHidden ? [{ status, name: `${name}: ${message}` }] : []);
  });
  const failures = tests.filter(({ status }) => status === 'failed').map(({ name }) => name);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return {
    passed,
    skipped: tests.length - passed - failures.length,
    failed: failures.length,
    failures,
  };
}
