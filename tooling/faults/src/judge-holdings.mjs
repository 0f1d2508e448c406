/**
 * @typedef {import('./create-holdings-reader.mjs').Holdings} Holdings
 */

/**
 * Judges the dumps and archives in a state: each verifies, those that existed and that the command doesn't prune are still
 * there, so are those that a run reported, and at least one remains. What was broken before the run may still be.
 *
 * @param {object} facts
 * @param {Holdings} facts.before
 * @param {Holdings} facts.after when nothing fails
 * @param {Holdings} facts.state
 * @param {readonly string[]} facts.reported names of dumps that a run printed
 * @param {boolean} facts.isEnd after the re-run, which mends what was broken and leaves no checksum file without a dump
 * @param {boolean} [facts.maybeUnchecked] a dump may lack its checksum file before the re-run
 * @returns {string[]} what is wrong
 */
export function judgeHoldings({ before, after, state, reported, isEnd, maybeUnchecked = false }) {
  const allowed = isEnd ? [after] : [before, after];
  /** @param {'problems' | 'unchecked' | 'orphans'} key */
  const fresh = (key) =>
    state[key].filter((item) => !allowed.some((known) => known[key].includes(item)));
  const unchecked = isEnd || !maybeUnchecked ? fresh('unchecked') : [];
  const lost = [...before.digests].filter(
    (digest) => after.digests.has(digest) && !state.digests.has(digest),
  );
  const unkept = reported.filter((name) => !state.names.has(name));
  return [
    ...fresh('problems'),
    ...unchecked.map((path) => `${path} has no checksum file`),
    ...(isEnd ? fresh('orphans').map((path) => `${path} has no dump`) : []),
    ...lost.map((digest) => `the dump with the digest ${digest} is lost`),
    ...unkept.map((name) => `${name} was reported and is lost`),
    ...(state.digests.size === 0 ? ['no verified dump remains'] : []),
  ];
}
