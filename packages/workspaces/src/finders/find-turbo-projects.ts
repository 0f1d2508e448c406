import { isFile } from '../is-file.js';
import type { ProjectFinder } from '../project-finder.js';
import { followPackages } from './follow-packages.js';

/** Turborepo uses the package manager's workspaces (https://turborepo.com/docs/crafting-your-repository/structuring-a-repository). */
export const findTurboProjects: ProjectFinder = async (context) => {
  if (!(await isFile(context, 'turbo.json')) && !(await isFile(context, 'turbo.jsonc')))
    return undefined;
  return followPackages(context, 'turbo');
};
