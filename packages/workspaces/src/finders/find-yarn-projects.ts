import { matchDirectories } from '../globs/match-directories.js';
import { isFile } from '../is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { tolerateFault } from '../manifests/manifest-fault.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';
import { splitNegated } from './find-members.js';
import { readRootWorkspaces, readWorkspaces } from './read-workspaces.js';

const tool = 'yarn';

/**
 * The workspaces that `yarn workspaces list` lists. A workspace may have workspaces of its own
 * (https://yarnpkg.com/features/workspaces; details from yarn's own `Workspace.setup`).
 */
export const findYarnProjects: ProjectFinder = async (context) => {
  const workspaces = await readRootWorkspaces(context, tool);
  if (workspaces === undefined) return undefined;
  const found = new Map<string, NamedDirectory>();
  found.set('.', { directory: '.', evidence: { tool, file: 'package.json' } });
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
  const { patterns, negated } = splitNegated(workspaces);
  const ignore = ['**/.yarn', ...negated];
  for (const pattern of patterns) {
    const matches = await matchDirectories(context, { source: file, base, pattern, ignore });
    for (const directory of matches) {
      const own = `${directory}/package.json`;
      if (found.has(directory) || !(await isFile(context, own))) continue;
      found.set(directory, { directory, evidence: { tool, file, rule: pattern } });
      const inner = await tolerateFault(context, 'Its own workspaces, if any, are left out.', () =>
        readWorkspaces(context, own),
      );
      if (inner !== undefined) await addWorkspaces(context, found, directory, inner);
    }
  }
}
