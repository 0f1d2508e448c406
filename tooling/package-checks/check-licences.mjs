/**
 * Proves that everything users get with our packages may be passed on: each package from npm that a published one depends on, also
 * indirectly, has one of the permissive licences below. Exit code 1 names those that don't.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './src/workspace-root.mjs';

/** SPDX identifiers. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

const found = new Map();
for (const name of readdirSync(join(workspaceRoot, 'packages'))) {
  visit(join(workspaceRoot, 'packages', name));
}
const refused = [...found].filter(([, licence]) => !allowed.has(licence));
for (const [name, licence] of refused)
  console.log(
    `FAIL ${name} has the licence ${licence}. Replace it, or decide to allow that licence.`,
  );
console.log(`${found.size} packages from npm, ${refused.length} refused`);
if (refused.length > 0) process.exitCode = 1;

/** Notes the packages from npm that the package in a directory depends on. */
function visit(directory) {
  const manifest = readManifest(directory);
  for (const name of Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
  })) {
    const dependency = resolvePackage(directory, name);
    // An optional one for another platform.
    if (dependency === undefined) continue;
    const { version, license } = readManifest(dependency);
    const key = `${name}@${version}`;
    if (found.has(key) || name.startsWith('@create-dump/')) continue;
    found.set(key, typeof license === 'string' ? license : JSON.stringify(license));
    visit(dependency);
  }
}

function readManifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

/** As Node finds it, from the directory upwards. */
function resolvePackage(directory, name) {
  for (let at = directory; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
    if (dirname(at) === at) return undefined;
  }
}
