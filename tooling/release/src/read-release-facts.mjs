import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * @import { Package, Packages } from '@manypkg/get-packages'
 * @import { ReleaseFacts } from './find-cascade.mjs'
 */

/**
 * Reads what changesets can't know from the workspace: a package without a CHANGELOG.md was never released, `api/` records whose
 * types a package shows, and a program in `apps/` bundles its development dependencies and all that they need.
 *
 * @param {Packages} packages
 * @returns {ReleaseFacts}
 */
export function readReleaseFacts(packages) {
  const published = packages.packages.filter(({ packageJson }) => packageJson.private !== true);
  const byName = new Map(published.map((entry) => [entry.packageJson.name, entry]));
  const first = published.filter(({ dir }) => !existsSync(join(dir, 'CHANGELOG.md')));
  return {
    first: new Set(first.map(({ packageJson }) => packageJson.name)),
    shown: new Map(
      published.map(({ packageJson, dir }) => [
        packageJson.name,
        readShown(join(packages.root.dir, 'api', `${basename(dir)}.d.ts`)),
      ]),
    ),
    bundled: new Map(
      published
        .filter(isProgram)
        .map((program) => [program.packageJson.name, closure(program, byName)]),
    ),
  };
}

/** @param {string} record */
function readShown(record) {
  const types = existsSync(record) ? readFileSync(record, 'utf8') : '';
  return new Set(
    Array.from(types.matchAll(/ from "(@create-dump\/[^"/]+)"/g), ([, name = '']) => name),
  );
}

/** @param {Package} entry */
function isProgram({ dir }) {
  return basename(dirname(dir)) === 'apps';
}

/**
 * @param {Package} program
 * @param {ReadonlyMap<string, Package>} byName
 */
function closure({ packageJson }, byName) {
  const found = /** @type {Set<string>} */ (new Set());
  const visit = (/** @type {Record<string, string>} */ dependencies = {}) => {
    for (const name of Object.keys(dependencies)) {
      const entry = byName.get(name);
      if (entry === undefined || found.has(name)) continue;
      found.add(name);
      visit(entry.packageJson.dependencies);
    }
  };
  visit(packageJson.devDependencies);
  visit(packageJson.dependencies);
  return found;
}
