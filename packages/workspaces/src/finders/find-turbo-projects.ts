import { isFile } from '../is-file.js';
import type { ProjectFinder } from '../project-finder.js';
import { followPackages } from './follow-packages.js';

const tool = 'turbo';

/**
 * Turborepo uses the package manager's workspaces (https://turborepo.com/docs/crafting-your-repository/structuring-a-repository).
 * Without any, the root is its only package (https://turborepo.com/docs/guides/single-package-workspaces): `turbo ls` lists no other.
 */
export const findTurboProjects: ProjectFinder = async (context) => {
  for (const file of ['turbo.json', 'turbo.jsonc']) {
    if (!(await isFile(context, file))) continue;
    const packages = await followPackages(context, tool);
    return packages ?? [{ directory: '.', evidence: { tool, file } }];
  }
  return undefined;
};
