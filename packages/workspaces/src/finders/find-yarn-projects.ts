import { matchDirectories } from '../globs/match-directories.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';
import { isFile } from '../manifests/is-file.js';
import { readPackageJson } from '../manifests/read-package-json.js';
import { readWorkspaces } from './read-workspaces.js';
import { tolerateFault } from '../manifests/tolerate-fault.js';
import { usesYarn } from './uses-yarn.js';
import { joinInsideRoot } from '../join-inside-root.js';

const tool = 'yarn';

/**
 * The workspaces that `yarn workspaces list` lists. A workspace may have workspaces of its own
 * (https://yarnpkg.com/features/workspaces; the rest from yarn's own `Workspace.setup`).
 */
export const findYarnProjects: ProjectFinder = async (context) => {
  const file = 'package.json';
  const manifest = await readPackageJson(context, file);
  const workspaces = manifest && readWorkspaces(file, manifest);
  if (manifest === undefined || workspaces === undefined) return undefined;
  if (!(await usesYarn(context, manifest))) return undefined;
  const found = new Map<string, NamedDirectory>();
  found.set('.', { directory: '.', evidence: { tool, file } });
  await addWorkspaces(context, found, '.', workspaces);
  return [...found.values()];
};

async function addWorkspaces(
  context: ProjectSearchContext,
  found: Map<string, NamedDirectory>,
  base: string,
  workspaces: readonly string[],
): Promise<void> {
  const file = joinInsideRoot(base, 'package.json') as string;
  const negated = workspaces.filter((pattern) => pattern.startsWith('!'));
  const ignore = ['**/.yarn', ...negated.map((pattern) => pattern.slice(1))];
  for (const pattern of workspaces) {
    if (pattern.startsWith('!')) continue;
    const matches = await matchDirectories(context, { source: file, base, pattern, ignore });
    for (const directory of matches) {
      if (found.has(directory) || !(await isFile(context, `${directory}/package.json`))) continue;
      found.set(directory, { directory, evidence: { tool, file, rule: pattern } });
      const inner = await tolerateFault(context, 'Its own workspaces, if any, are left out.', () =>
        innerWorkspaces(context, directory),
      );
      if (inner !== undefined) await addWorkspaces(context, found, directory, inner);
    }
  }
}

async function innerWorkspaces(context: ProjectSearchContext, directory: string) {
  const file = `${directory}/package.json`;
  const manifest = await readPackageJson(context, file);
  return manifest && readWorkspaces(file, manifest);
}
