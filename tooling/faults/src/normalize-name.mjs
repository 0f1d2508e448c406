/**
 * Replaces what differs from run to run in a name or text of the program: times, sequence numbers of one second, run ids, and
 * digests of what contains them.
 *
 * @param {string} text
 */
export function normalizeName(text) {
  return text
    .replaceAll(/\b\d+-\d+-[0-9a-f]{8}-[0-9a-z]{8}-[0-9a-z]{8,9}\b/g, 'RUN')
    .replaceAll(/\d{8}_\d{6}(?:-\d+)?/g, 'TIME')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME')
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'DIGEST');
}
