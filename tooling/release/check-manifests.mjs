/**
 * Checks that the manifests of all published packages say what `repository` in package.json implies, and that libraries name what
 * they need by ranges. `--update` writes what follows from `repository`. Exit code 1 if a manifest is wrong.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest } from './src/check-manifest.mjs';
import { publishedFolders, readManifest } from './src/published-folders.mjs';
import { publicationOf } from './src/publication.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const isUpdate = process.argv.includes('--update');
const workspace = readManifest('.');
for (const folder of publishedFolders()) {
  if (isUpdate) update(folder);
  for (const complaint of checkManifest(folder, readManifest(folder), workspace)) {
    console.log(`FAIL ${folder}/package.json: ${complaint}`);
    process.exitCode = 1;
  }
}

/** @param {string} folder */
function update(folder) {
  const manifest = { ...readManifest(folder), ...publicationOf(folder, workspace) };
  writeFileSync(
    join(workspaceRoot, folder, 'package.json'),
    `${JSON.stringify(manifest, undefined, 2)}\n`,
  );
}
