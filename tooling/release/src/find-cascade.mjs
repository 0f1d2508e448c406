import semver from 'semver';

/**
 * @import { ComprehensiveRelease, NewChangeset, PackageJSON, VersionType } from '@changesets/types'
 * @import { Packages } from '@manypkg/get-packages'
 */

/**
 * What changesets can't know of the packages, by their names.
 *
 * @typedef {object} ReleaseFacts
 * @property {ReadonlySet<string>} first packages that were never released
 * @property {ReadonlyMap<string, ReadonlySet<string>>} shown the packages whose types each package's exported types show
 * @property {ReadonlyMap<string, ReadonlySet<string>>} bundled the packages that each program contains
 */

/**
 * The changesets that follow from releases: a package whose types show those of a package with a breaking release breaks, too;
 * a program is released with what it bundles.
 *
 * @param {readonly ComprehensiveRelease[]} releases
 * @param {Packages} packages
 * @param {ReleaseFacts} facts
 * @returns {NewChangeset[]}
 */
export function findCascade(releases, packages, { first, shown, bundled }) {
  const released = new Map(
    releases.filter(({ type }) => type !== 'none').map((release) => [release.name, release]),
  );
  return packages.packages.flatMap(({ packageJson }) => {
    const { name, version } = packageJson;
    if (packageJson.private === true || first.has(name)) return [];
    const breaking = releasesOf(released, shown.get(name)).filter((release) =>
      leavesRange(release, packageJson),
    );
    return [
      ...changeset(name, breakingType(version), 'Shows types of', breaking),
      ...changeset(name, 'patch', 'Bundles', releasesOf(released, bundled.get(name))),
    ];
  });
}

/**
 * @param {ReadonlyMap<string, ComprehensiveRelease>} released
 * @param {ReadonlySet<string>} [names]
 */
function releasesOf(released, names = new Set()) {
  return [...names].sort().flatMap((name) => released.get(name) ?? []);
}

/**
 * @param {ComprehensiveRelease} release
 * @param {PackageJSON} dependent
 */
function leavesRange({ name, newVersion }, { dependencies, peerDependencies }) {
  const range = { ...dependencies, ...peerDependencies }[name];
  return range !== undefined && !semver.satisfies(newVersion, range);
}

/**
 * Before 1.0.0, npm's ranges take a minor version for a breaking one.
 *
 * @param {string} version
 */
function breakingType(version) {
  return semver.major(version) === 0 ? 'minor' : 'major';
}

/**
 * @param {string} name
 * @param {VersionType} type
 * @param {string} verb
 * @param {readonly ComprehensiveRelease[]} causes
 * @returns {NewChangeset[]}
 */
function changeset(name, type, verb, causes) {
  if (causes.length === 0) return [];
  const list = causes.map((cause) => `\`${cause.name}\` ${cause.newVersion}`).join(', ');
  const id = `${verb}-${name}`.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return [{ id, summary: `${verb} ${list}.`, releases: [{ name, type }] }];
}
