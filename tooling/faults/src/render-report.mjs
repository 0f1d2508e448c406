/**
 * @typedef {object} Line
 * @property {string} name
 * @property {number} calls
 * @property {number} injections
 * @property {number} unreached injections whose call the run didn't come to
 * @property {number} violations
 */

/**
 * Renders the result of all commands as a Markdown table, with the sums as its last row.
 *
 * @param {readonly Line[]} lines
 */
export function renderReport(lines) {
  const rows = [...lines, total(lines)].map((line) => [
    line.name,
    String(line.calls),
    String(line.injections),
    String(line.unreached),
    String(line.violations),
  ]);
  const heads = ['command', 'calls', 'injections', 'not reached', 'violations'];
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const rule = widths.map((width, at) =>
    at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const format = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  return [heads, rule, ...rows].map(format).join('\n');
}

/**
 * @param {readonly Line[]} lines
 * @returns {Line}
 */
function total(lines) {
  const sum = (/** @type {(line: Line) => number} */ of) =>
    lines.reduce((all, line) => all + of(line), 0);
  return {
    name: 'all',
    calls: sum(({ calls }) => calls),
    injections: sum(({ injections }) => injections),
    unreached: sum(({ unreached }) => unreached),
    violations: sum(({ violations }) => violations),
  };
}
