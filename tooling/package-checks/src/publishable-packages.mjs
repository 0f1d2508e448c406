import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

/** Every package in `packages/` and `apps/` that isn't private: `{ name, folder, manifest }`, the folder from the top. */
export function findPublishablePackages() {
  return ['packages', 'apps']
    .flatMap((parent) =>
      readdirSync(join(workspaceRoot, parent)).map((name) => `${parent}/${name}`),
    )
    .filter((folder) => existsSync(join(workspaceRoot, folder, 'package.json')))
    .map((folder) => {
      const path = join(workspaceRoot, folder, 'package.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8'));
      return { name: manifest.name, folder, manifest };
    })
    .filter(({ manifest }) => manifest.private !== true);
}
