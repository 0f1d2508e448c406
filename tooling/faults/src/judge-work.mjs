import { isTransient } from './is-transient.mjs';
import { normalizeName } from './normalize-name.mjs';
import { isSameEntry } from './same-entry.mjs';

/**
 * @typedef {import('./survey-directory.mjs').Survey} Survey
 *
 * @typedef {object} Reference what a command does when nothing fails
 * @property {Survey} before
 * @property {Survey} after
 * @property {ReadonlySet<string>} steady paths of new files whose content is the same in every run
 * @property {boolean} quarantines a checksum file without a dump may be moved to the quarantine
 */

/**
 * Compares a state with the one that the command leaves when nothing fails: what it makes is there, what it removes is gone, and
 * everything else is as it was. More files of the same kind are fine, since a command that is run twice may make two.
 *
 * @param {Reference} reference
 * @param {Survey} state
 * @returns {string[]} what is wrong, one sentence each
 */
export function judgeWork(reference, state) {
  return [...judgeForeign(reference, state), ...judgeMissing(reference, state)];
}

/**
 * What must hold even while work is missing: nothing that the command leaves alone is changed, nothing that isn't its own is made.
 *
 * @param {Reference} reference
 * @param {Survey} state
 */
export function judgeForeign({ before, after, quarantines }, state) {
  const wrong = [];
  const kinds = new Set([...before.keys(), ...after.keys()].map(normalizeName));
  for (const [path, entry] of before) {
    const isLeftAlone = isSameEntry(entry, after.get(path));
    if (isLeftAlone && !isSameEntry(entry, state.get(path))) {
      wrong.push(`${path} ${state.has(path) ? 'is changed' : 'is gone'}`);
    }
  }
  for (const path of state.keys()) {
    const isOwn =
      before.has(path) ||
      isTransient(path) ||
      kinds.has(normalizeName(path)) ||
      (quarantines && isQuarantine(path));
    if (!isOwn) wrong.push(`${path} is not what the command makes`);
  }
  return wrong;
}

/**
 * Only a checksum file is ever moved there, and told in the manifest.
 *
 * @param {string} path
 */
function isQuarantine(path) {
  return /\/quarantine(?:$|\/manifest\.jsonl$|\/[^/]+\.sha256$)/.test(path);
}

/**
 * @param {Reference} reference
 * @param {Survey} state
 */
function judgeMissing({ before, after, steady }, state) {
  const wrong = [];
  for (const path of before.keys()) {
    if (!after.has(path) && state.has(path) && !isCache(path)) wrong.push(`${path} is still there`);
  }
  const wanted = countKinds([...after.keys()].filter((path) => !isCache(path)));
  const found = countKinds([...state.keys()]);
  for (const [kind, count] of wanted) {
    if ((found.get(kind) ?? 0) < count) wrong.push(`${kind} is missing`);
  }
  for (const path of steady) {
    const entry = state.get(path);
    if (entry !== undefined && !isSameEntry(entry, after.get(path))) wrong.push(`${path} is wrong`);
  }
  return wrong;
}

/**
 * Indexes of archives are made again when they are needed, so a command doesn't fail for want of one, and only warns of one that it
 * can't remove.
 *
 * @param {string} path
 */
function isCache(path) {
  return /(?:^|\/)archives\/index(?:\/|$)/.test(path);
}

/** @param {readonly string[]} paths */
function countKinds(paths) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const path of paths) {
    const kind = normalizeName(path);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
