/*
 * The projects of a monorepo. `findProjects` takes a root directory, asks one finder for each ecosystem (`finders/`), each with
 * that tool's own rules for its workspace files (`manifests/`) and patterns (`globs/`), and returns the projects with the
 * evidence for each. Manifests are only parsed, never executed.
 */
export { findProjects, type FindProjectsOptions, type ProjectSearch } from './find-projects.js';
export type { FoundProject, ProjectEvidence, ProjectTool } from './found-project.js';
