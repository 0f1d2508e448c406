import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

/** @import { Manifest } from './publication.mjs' */

/** The folder of every package that is published, such as `packages/core`. */
export function publishedFolders() {
  return ['packages', 'apps']
    .flatMap((parent) =>
      readdirSync(join(workspaceRoot, parent)).map((name) => `${parent}/${name}`),
    )
    .filter((folder) => existsSync(join(workspaceRoot, folder, 'package.json')))
    .filter((folder) => readManifest(folder).private !== true);
}

/**
 * @param {string} folder
 * @returns {Manifest}
 */
export function readManifest(folder) {
  return JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8'));
}
