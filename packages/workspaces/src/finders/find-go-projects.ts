import { displayPath } from '@create-dump/core';
import { isFile } from '../is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { tolerateFault } from '../manifests/manifest-fault.js';
import { readGoDirectives } from '../manifests/read-go-directives.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';

const tool = 'go';
const file = 'go.work';

/**
 * The modules that `go list -m` lists in a workspace, without those outside the root
 * (https://go.dev/ref/mod#go-work-file-use).
 */
export const findGoProjects: ProjectFinder = async (context) => {
  const uses = await readGoDirectives(context, file, 'use');
  if (uses === undefined) return undefined;
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const used of uses) {
    const named = await findModule(context, used);
    if (named !== undefined) found.push(named);
  }
  return found;
};

async function findModule(
  context: ProjectSearchContext,
  used: string,
): Promise<NamedDirectory | undefined> {
  const shown = displayPath(used);
  const directory = joinInsideRoot('.', used);
  if (directory === undefined) {
    context.warn(`${file}: ${shown} is outside the root. It is left out.`);
    return undefined;
  }
  const modFile = joinInsideRoot(directory, 'go.mod') as string;
  if (!(await isFile(context, modFile))) {
    context.warn(`${file}: ${shown} has no go.mod. It is left out.`);
    return undefined;
  }
  const consequence = 'The project is named after its directory.';
  const module = await tolerateFault(context, consequence, () =>
    readGoDirectives(context, modFile, 'module'),
  );
  const name = module?.[0];
  const evidence = { tool, file, rule: used } as const;
  return { directory, evidence, ...(name !== undefined && { name }) };
}
