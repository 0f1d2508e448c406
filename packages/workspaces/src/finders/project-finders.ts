/*
 * One finder for each tool that has workspaces. A finder takes the search's context, reads the tool's workspace file at the root
 * with that tool's own rules, and returns the directories that the tool itself would list, with evidence; undefined where the
 * tool has no workspace there.
 */
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

/** Package managers. Their packages come first, because turbo, nx and lerna may build on them. */
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
