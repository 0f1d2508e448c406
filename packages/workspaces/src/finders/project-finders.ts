import { findCargoProjects } from './find-cargo-projects.js';
import { findGoProjects } from './find-go-projects.js';
import { findGradleProjects } from './find-gradle-projects.js';
import { findLernaProjects } from './find-lerna-projects.js';
import { findMavenProjects } from './find-maven-projects.js';
import { findNxProjects } from './find-nx-projects.js';
import { findTurboProjects } from './find-turbo-projects.js';
import { findUvProjects } from './find-uv-projects.js';
import { findNpmProjects } from './find-npm-projects.js';
import { findPnpmProjects } from './find-pnpm-projects.js';
import { findYarnProjects } from './find-yarn-projects.js';
import type { ProjectFinder } from '../project-finder.js';

/** The tools that say which packages there are; others (turbo, nx, lerna) may go by them. */
export const packageFinders: readonly ProjectFinder[] = [
  findPnpmProjects,
  findNpmProjects,
  findYarnProjects,
];

/** All other tools. */
export const projectFinders: readonly ProjectFinder[] = [
  findLernaProjects,
  findNxProjects,
  findTurboProjects,
  findCargoProjects,
  findGoProjects,
  findUvProjects,
  findMavenProjects,
  findGradleProjects,
];
