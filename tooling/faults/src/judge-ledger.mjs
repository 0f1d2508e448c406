import { createHash } from 'node:crypto';

/**
 * @typedef {import('./survey-directory.mjs').Survey} Survey
 */

/**
 * Judges the ledger of a state: its chain holds, and nothing appeared or went without a record. A torn last line was never
 * acknowledged, and the next run that appends cuts it off.
 *
 * @param {Survey} before
 * @param {Survey} state
 * @param {string} [directory] of the dumps
 * @returns {string[]} what is wrong
 */
export function judgeLedger(before, state, directory = 'dumps') {
  const ledger = `${directory}/archives/ledger.jsonl`;
  const bytes = state.get(ledger)?.bytes;
  if (bytes === undefined) return before.has(ledger) ? [`${ledger} is gone`] : [];
  const lines = bytes.toString('utf8').split('\n').slice(0, -1);
  const broken = findBreak(lines);
  if (broken !== undefined) return [`${ledger} is broken: ${broken}`];
  // A ledger that has just been begun knows nothing of what was before.
  return before.has(ledger) ? judgeActs(lines, { before, state, directory }) : [];
}

/** @param {readonly string[]} lines */
function findBreak(lines) {
  let previous = '0'.repeat(64);
  for (const [index, line] of lines.entries()) {
    const { seq, prev } = parse(line);
    if (seq !== index + 1) return `line ${index + 1} has the number ${seq}`;
    if (prev !== previous) return `line ${index + 1} doesn't continue the one before`;
    previous = createHash('sha256').update(line).digest('hex');
  }
  return undefined;
}

/**
 * @param {readonly string[]} lines
 * @param {{ before: Survey, state: Survey, directory: string }} where
 */
function judgeActs(lines, { before, state, directory }) {
  const records = lines.map(parse);
  /** @param {readonly string[]} acts */
  const itemsOf = (acts) =>
    new Set(
      records
        .filter(({ act }) => acts.includes(act ?? ''))
        .map(({ item, to }) => `${directory}/${to ?? item}`),
    );
  const made = itemsOf(['publish', 'archive', 'adopt', 'quarantine']);
  const taken = new Set(
    records
      .filter(({ act }) => act === 'remove' || act === 'quarantine')
      .map(({ item }) => `${directory}/${item}`),
  );
  /** @param {string} path */
  const isKept = (path) =>
    path.startsWith(`${directory}/`) && keptName.test(path.slice(directory.length + 1));
  const appeared = [...state.keys()].filter((path) => isKept(path) && !before.has(path));
  const gone = [...before.keys()].filter((path) => isKept(path) && !state.has(path));
  return [
    ...appeared.filter((path) => !made.has(path)).map((path) => `${path} has no record`),
    ...gone.filter((path) => !taken.has(path)).map((path) => `${path} went without a record`),
  ];
}

/** Of dumps and archives. */
const keptName = /^(?:[^/]+_dump_[^/]+\.(?:md|md\.gz)|archives\/[^/]+\.(?:zip|tar\.gz))$/;

/**
 * @param {string} line
 * @returns {{ seq?: number, prev?: string, act?: string, item?: string, to?: string }}
 */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
