import semver from 'semver';
import { isDeepStrictEqual } from 'node:util';
import { publicationOf } from './publication.mjs';

/** @import { Manifest } from './publication.mjs' */

const prepack = 'turbo run build --output-logs=errors-only';

/**
 * What is wrong with the manifest of a published package, in sentences that follow its path.
 *
 * @param {string} folder
 * @param {Manifest} manifest
 * @param {Manifest} workspace
 */
export function checkManifest(folder, manifest, workspace) {
  const unlike = Object.entries(publicationOf(folder, workspace)).filter(
    ([key, value]) => !isDeepStrictEqual(manifest[key], value),
  );
  const keywords = Array.isArray(manifest['keywords']) ? manifest['keywords'] : [];
  const scripts = /** @type {Record<string, string>} */ (manifest['scripts'] ?? {});
  return [
    ...unlike.map(([key, value]) => `"${key}" must be ${JSON.stringify(value)}.`),
    ...(keywords.includes('create-dump') ? [] : ['"keywords" must hold "create-dump".']),
    ...(new Set(keywords).size < 3 ? ['"keywords" must hold at least three words.'] : []),
    ...(scripts['prepack'] === prepack ? [] : [`scripts.prepack must be "${prepack}".`]),
    ...exactDependencies(manifest),
  ];
}

/**
 * A library that pins what it needs forces a second copy on projects that have another version of it.
 *
 * @param {Manifest} manifest
 */
function exactDependencies({ dependencies, peerDependencies }) {
  return Object.entries({
    .../** @type {object} */ (dependencies),
    .../** @type {object} */ (peerDependencies),
  })
    .filter(([, range]) => semver.valid(range) !== null)
    .map(([name, version]) => `${name} is pinned to ${version}: write ^${version}.`);
}
