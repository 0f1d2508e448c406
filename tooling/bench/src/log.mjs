/**
 * Says what goes on, beside the results.
 *
 * @param {string} line
 */
export function log(line) {
  process.stderr.write(`${line}\n`);
}
