import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from './workspace-root.mjs';

/**
 * Installs a package from its tarball into an empty project at `project`, with what it needs of this workspace, and with the
 * other packages of this workspace that its README says to install. Third-party packages come from npm's cache or the
 * registry, in the versions that a user would get.
 */
export async function installAlone({ name, folder }, packed, project) {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const names = new Set();
  for (const wanted of [name, ...namedInReadme(folder)]) addNeeded(wanted, packed, names);
  const tarballs = [...names].map((needed) => packed.get(needed).tarball);
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  try {
    const args = ['install', '--prefix', project, ...quiet, ...tarballs];
    await promisify(execFile)('npm', args, { cwd: project });
  } catch (error) {
    throw new Error(`It can't be installed: ${error.stderr}`, { cause: error });
  }
  return project;
}

/** The packages in the README's line `npm install …`. */
function namedInReadme(folder) {
  const readme = join(workspaceRoot, folder, 'README.md');
  if (!existsSync(readme)) return [];
  return /^npm install (.*)$/m.exec(readFileSync(readme, 'utf8'))?.[1].split(/\s+/) ?? [];
}

/** Adds a package of this workspace, and those that it depends on, to `names`. */
function addNeeded(name, packed, names) {
  if (!packed.has(name) || names.has(name)) return;
  names.add(name);
  for (const dependency of Object.keys(packed.get(name).manifest.dependencies ?? {})) {
    addNeeded(dependency, packed, names);
  }
}
