import assembleReleasePlan from '@changesets/assemble-release-plan';
import { findCascade } from './find-cascade.mjs';

/**
 * @import { Config, NewChangeset, ReleasePlan } from '@changesets/types'
 * @import { Packages } from '@manypkg/get-packages'
 * @import { ReleaseFacts } from './find-cascade.mjs'
 */

/**
 * What the next release changes: the plan of changesets, with changesets added for what it doesn't see (`findCascade`). A package
 * that was never released keeps the version in its manifest, and its changelog says no more than that, since nobody has seen what
 * its changesets compare with.
 *
 * @param {{ changesets: readonly NewChangeset[], packages: Packages, config: Config, facts: ReleaseFacts }} input
 * @returns {ReleasePlan}
 */
export function planReleases({ changesets, packages, config, facts }) {
  const written = [...changesets.map((set) => withoutFirst(set, facts)), ...firstReleases(facts)];
  for (let cascade = /** @type {NewChangeset[]} */ ([]); ;) {
    const plan = assembleReleasePlan([...written, ...cascade], packages, config, undefined);
    const releases = plan.releases.map((release) =>
      facts.first.has(release.name) ? { ...release, newVersion: release.oldVersion } : release,
    );
    const next = findCascade(releases, packages, facts);
    if (JSON.stringify(next) === JSON.stringify(cascade)) return { ...plan, releases };
    cascade = next;
  }
}

/**
 * @param {NewChangeset} changeset
 * @param {ReleaseFacts} facts
 */
function withoutFirst(changeset, { first }) {
  return { ...changeset, releases: changeset.releases.filter(({ name }) => !first.has(name)) };
}

/**
 * @param {ReleaseFacts} facts
 * @returns {NewChangeset[]}
 */
function firstReleases({ first }) {
  if (first.size === 0) return [];
  const releases = [...first].map((name) => ({ name, type: /** @type {const} */ ('minor') }));
  return [{ id: 'first-release', summary: 'First release.', releases }];
}
