/**
 * Checks that the manifests of all published packages say what `repository` in package.json implies, and that libraries name what
 * they need by ranges. `--update` writes what follows from `repository`. Exit code 1 if a manifest is wrong.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest } from './src/check-manifest.mjs';
import { publicationOf } from './src/publication.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

/** @import { Manifest } from './src/publication.mjs' */

const isUpdate = process.argv.includes('--update');
const workspace = read('.');
for (const folder of publishedFolders()) {
  if (isUpdate) update(folder);
  for (const complaint of checkManifest(folder, read(folder), workspace)) {
    console.log(`FAIL ${folder}/package.json: ${complaint}`);
    process.exitCode = 1;
  }
}

function publishedFolders() {
  return ['packages', 'apps']
    .flatMap((parent) =>
      readdirSync(join(workspaceRoot, parent)).map((name) => `${parent}/${name}`),
    )
    .filter((folder) => existsSync(pathOf(folder)) && read(folder).private !== true);
}

/** @param {string} folder */
function update(folder) {
  const manifest = { ...read(folder), ...publicationOf(folder, workspace) };
  writeFileSync(pathOf(folder), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/**
 * @param {string} folder
 * @returns {Manifest}
 */
function read(folder) {
  return JSON.parse(readFileSync(pathOf(folder), 'utf8'));
}

/** @param {string} folder */
function pathOf(folder) {
  return join(workspaceRoot, folder, 'package.json');
}
