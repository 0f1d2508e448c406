import { posix } from 'node:path';
import { displayPath } from '@create-dump/core';
import { isFile } from '../is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { tolerateFault } from '../manifests/manifest-fault.js';
import { type MavenProject, readMavenProject } from '../manifests/read-maven-project.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';

const tool = 'maven';
const file = 'pom.xml';

/**
 * The modules of a Maven build, recursively, including those of inactive profiles
 * (https://maven.apache.org/guides/introduction/introduction-to-the-pom.html#project-aggregation). A module is a directory
 * with a pom.xml, or the path of a POM file.
 */
export const findMavenProjects: ProjectFinder = async (context) => {
  const project = await readMavenProject(context, file);
  if (project === undefined || project.modules.length === 0) return undefined;
  const search: MavenSearch = { context, visited: new Set([file]), found: [] };
  search.found.push({ directory: '.', ...nameOf(project), evidence: { tool, file } });
  await addModules(search, file, project);
  return search.found;
};

interface MavenSearch {
  readonly context: ProjectSearchContext;
  /** POM files, so that modules that list one another don't loop. */
  readonly visited: Set<string>;
  readonly found: NamedDirectory[];
}

async function addModules(
  search: MavenSearch,
  parent: string,
  { modules }: MavenProject,
): Promise<void> {
  const { context, found, visited } = search;
  for (const module of modules) {
    const own = await locateModule(context, parent, module);
    if (own === undefined || visited.has(own)) continue;
    visited.add(own);
    const directory = posix.dirname(own);
    const consequence = 'Its modules, if any, are left out.';
    const project = await tolerateFault(context, consequence, () => readMavenProject(context, own));
    const evidence = { tool, file: parent, rule: module } as const;
    found.push({ directory, ...(project && nameOf(project)), evidence });
    if (project !== undefined) await addModules(search, own, project);
  }
}

/** The module's POM file, relative to the root; undefined, with a warning, if there is none. */
async function locateModule(
  context: ProjectSearchContext,
  parent: string,
  module: string,
): Promise<string | undefined> {
  const shown = `${displayPath(parent)}: the module ${displayPath(module)}`;
  if (module.includes('${')) {
    context.warn(`${shown} can't be resolved without running Maven. It is left out.`);
    return undefined;
  }
  const path = joinInsideRoot(posix.dirname(parent), module);
  if (path === undefined) {
    context.warn(`${shown} is outside the root. It is left out.`);
    return undefined;
  }
  if (await isFile(context, path)) return path;
  const inside = posix.join(path, file);
  if (await isFile(context, inside)) return inside;
  context.warn(`${shown} has no pom.xml. It is left out.`);
  return undefined;
}

function nameOf({ name }: MavenProject): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
