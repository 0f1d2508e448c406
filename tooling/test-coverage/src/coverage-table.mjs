import { relative } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

/** The gate, in percent of lines. */
const least = { whole: 93, package: 90 };

/** Fewer functions in the built program mean that its source maps weren't understood. */
const leastFunctions = 1000;

/**
 * The lines that ran as a table by package, and what falls short of the gate.
 * @param {import('./lines.mjs').Lines} lines
 * @param {Pick<import('./lines-of-spawned.mjs').SpawnedCoverage, 'processes' | 'functions'>} spawned
 */
export function coverageTable(lines, { processes, functions }) {
  const packages = countByPackage(lines);
  const whole = { total: 0, ran: 0 };
  for (const { total, ran } of packages.values()) {
    whole.total += total;
    whole.ran += ran;
  }
  const rows = [...packages].sort(([a], [b]) => (a < b ? -1 : 1));
  const table = [...rows, /** @type {const} */ (['all', whole])].map(
    ([name, { total, ran }]) =>
      `${name.padEnd(26)} ${percent({ total, ran }).padStart(7)} of ${total} lines`,
  );
  return {
    text: [...table, `${processes} spawned processes, with ${functions} functions`].join('\n'),
    problems: [
      ...rows.flatMap(([name, counts]) => tooFew(name, counts, least.package)),
      ...tooFew('the workspace', whole, least.whole),
      ...(functions < leastFunctions
        ? [
            `the built program has ${functions} functions in the report, and must have ${leastFunctions}`,
          ]
        : []),
    ],
  };
}

/** @param {import('./lines.mjs').Lines} lines */
function countByPackage(lines) {
  /** @type {Map<string, Counts>} */
  const packages = new Map();
  for (const [path, ofFile] of lines) {
    const [name] = /^(?:apps|packages)\/[^/]+/u.exec(relative(workspaceRoot, path)) ?? [];
    if (name === undefined) continue;
    const counts = packages.get(name) ?? { total: 0, ran: 0 };
    counts.total += ofFile.size;
    counts.ran += [...ofFile.values()].filter(Boolean).length;
    packages.set(name, counts);
  }
  return packages;
}

/**
 * @typedef {{ total: number, ran: number }} Counts
 * @param {string} name
 * @param {Counts} counts
 * @param {number} percentage
 */
function tooFew(name, counts, percentage) {
  return (100 * counts.ran) / counts.total < percentage
    ? [`tests run ${percent(counts)} of the lines of ${name}, and must run ${percentage} %`]
    : [];
}

/** @param {Counts} counts */
function percent({ total, ran }) {
  return `${((100 * ran) / total).toFixed(1)} %`;
}
