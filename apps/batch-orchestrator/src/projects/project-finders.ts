import { findNpmProjects } from './find-npm-projects.js';
import { findPnpmProjects } from './find-pnpm-projects.js';
import { findYarnProjects } from './find-yarn-projects.js';
import type { ProjectFinder } from './project-finder.js';

/** The tools that say which packages there are; others (turbo, nx, lerna) may go by them. */
export const packageFinders: readonly ProjectFinder[] = [
  findPnpmProjects,
  findNpmProjects,
  findYarnProjects,
];

/** All other tools. */
export const projectFinders: readonly ProjectFinder[] = [];
