/**
 * Writes the versions, ranges and changelogs of the next release, and removes its changesets: `pnpm version-packages`.
 * `--dry-run` prints the versions only.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withActionVersion } from './src/action-version.mjs';
import { versionPackages } from './src/version-packages.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const dryRun = process.argv.includes('--dry-run');
const releases = await versionPackages({ root: workspaceRoot, dryRun });
for (const { name, oldVersion, newVersion, isFirst } of releases) {
  console.log(`${name} ${isFirst ? 'first release' : `${oldVersion} →`} ${newVersion}`);
}
if (releases.length === 0) console.log('Nothing to release: there is no changeset.');
else if (!dryRun) {
  updateAction();
  updateLockfile();
}

function updateAction() {
  const released = releases.find(({ name }) => name === 'create-dump');
  if (released === undefined) return;
  const path = join(workspaceRoot, 'action.yml');
  writeFileSync(path, withActionVersion(readFileSync(path, 'utf8'), released.newVersion));
}

/** It records the ranges by which packages of the workspace name each other. */
function updateLockfile() {
  execFileSync('pnpm', ['install', '--lockfile-only'], { cwd: workspaceRoot, stdio: 'inherit' });
}
