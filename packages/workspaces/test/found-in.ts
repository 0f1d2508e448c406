import { temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import {
  type FindProjectsOptions,
  findProjects,
  type ProjectSearch,
} from '../src/find-projects.js';

/** The directories found, in order, with names (`a = @x/a`) that differ from the directories'. */
export async function foundIn(
  tree: Tree,
  options: Partial<FindProjectsOptions> = {},
): Promise<{ readonly found: readonly string[]; readonly warnings: readonly string[] }> {
  const { projects, warnings } = await searchIn(tree, options);
  const found = projects.map(({ directory, name }) =>
    directory === '.' || directory.slice(directory.lastIndexOf('/') + 1) === name
      ? directory
      : `${directory} = ${name}`,
  );
  return { found, warnings };
}

/** The result of {@link findProjects} in a directory that contains `tree`. */
export async function searchIn(
  tree: Tree,
  options: Partial<FindProjectsOptions> = {},
): Promise<ProjectSearch> {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const { signal } = new AbortController();
  return await findProjects({ root: directory.path, signal, ...options });
}
