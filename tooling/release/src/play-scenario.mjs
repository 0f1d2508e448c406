import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getPackages } from '@manypkg/get-packages';
import { copyManifests } from './copy-manifests.mjs';
import { versionPackages } from './version-packages.mjs';

/**
 * @import { Package } from '@manypkg/get-packages'
 * @import { Scenario } from './release-scenarios.mjs'
 */

/**
 * Releases a scenario in a copy of the workspace. Returns each released package with its versions, and what its changelog gained.
 *
 * @param {Scenario} scenario
 */
export async function playScenario(scenario) {
  const root = copyManifests();
  try {
    const { packages } = await getPackages(root);
    const published = packages.filter(({ packageJson }) => packageJson.private !== true);
    for (const entry of packages) prepare(entry, scenario, new Set(published.map(nameOf)));
    writeChangeset(root, scenario);
    const releases = await versionPackages({ root });
    const directories = new Map(published.map((entry) => [nameOf(entry), entry.dir]));
    return releases.map(({ name, oldVersion, newVersion }) => {
      const directory = directories.get(name) ?? '';
      return {
        name,
        oldVersion,
        newVersion,
        changelog: readNewest(directory),
        manifest: readManifest(directory),
      };
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** @param {Package} entry */
function nameOf({ packageJson }) {
  return packageJson.name;
}

/**
 * Writes a package's version, its ranges and the mark of earlier releases as the scenario says.
 *
 * @param {Package} entry
 * @param {Scenario} scenario
 * @param {ReadonlySet<string>} published
 */
function prepare({ dir, packageJson }, { versions, first = false }, published) {
  if (published.has(packageJson.name) && first !== true && first !== packageJson.name) {
    writeFileSync(join(dir, 'CHANGELOG.md'), `# ${packageJson.name}\n\n## 0.0.1\n`);
  }
  if (versions === undefined) return;
  const atVersion = (/** @type {Record<string, string>} */ ranges = {}) =>
    Object.fromEntries(
      Object.entries(ranges).map(([name, range]) => [
        name,
        published.has(name) ? `^${versions}` : range,
      ]),
    );
  const { dependencies, devDependencies, ...rest } = packageJson;
  const version = published.has(packageJson.name) ? versions : packageJson.version;
  const changed = {
    ...rest,
    version,
    dependencies: atVersion(dependencies),
    devDependencies: atVersion(devDependencies),
  };
  writeFileSync(join(dir, 'package.json'), JSON.stringify(changed, undefined, 2));
}

/**
 * @param {string} root
 * @param {Scenario} scenario
 */
function writeChangeset(root, { name, changes }) {
  const lines = Object.entries(changes).map(([changed, type]) => `'${changed}': ${type}\n`);
  if (lines.length === 0) return;
  writeFileSync(
    join(root, '.changeset/change.md'),
    `---\n${lines.join('')}---\n\nThis is ${name}.\n`,
  );
}

/** @param {string} directory */
function readNewest(directory) {
  const path = join(directory, 'CHANGELOG.md');
  if (!existsSync(path)) return '';
  const [, newest = ''] = readFileSync(path, 'utf8').split(/^## .*$/m);
  return newest.trim();
}

/** @param {string} directory */
function readManifest(directory) {
  return /** @type {{ dependencies?: Record<string, string> }} */ (
    JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  );
}
