import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs a package, and what it needs of this workspace, from their tarballs into an empty project at `project`. Third-party
 * packages come from npm's cache or the registry, by the ranges that a user would get.
 */
export function installAlone({ name }, packed, project) {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const tarballs = neededPackages(name, packed).map((needed) => packed.get(needed).tarball);
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  try {
    execFileSync('npm', ['install', '--prefix', project, ...quiet, ...tarballs], {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    throw new Error(`It can't be installed: ${error.stderr}`, { cause: error });
  }
  return project;
}

function neededPackages(name, packed, found = new Set()) {
  if (found.has(name)) return [...found];
  found.add(name);
  for (const dependency of Object.keys(packed.get(name).manifest.dependencies ?? {})) {
    if (packed.has(dependency)) neededPackages(dependency, packed, found);
  }
  return [...found];
}
