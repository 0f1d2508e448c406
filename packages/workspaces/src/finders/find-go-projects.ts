import { displayPath } from '@create-dump/core';
import { isFile } from '../manifests/is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { parseGoDirectives } from '../manifests/parse-go-directives.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';
import { readManifest } from '../manifests/read-manifest.js';
import { tolerateFault } from '../manifests/tolerate-fault.js';

const tool = 'go';
const file = 'go.work';

/**
 * The modules that `go list -m` lists in a workspace, without those outside the root
 * (https://go.dev/ref/mod#go-work-file-use).
 */
export const findGoProjects: ProjectFinder = async (context) => {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const used of parseGoDirectives(file, text, 'use')) {
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
  const consequence = "The project has its directory's name.";
  const name = await tolerateFault(context, consequence, async () => {
    const text = (await readManifest(context, modFile)) ?? '';
    return parseGoDirectives(modFile, text, 'module')[0];
  });
  const evidence = { tool, file, rule: used } as const;
  return { directory, evidence, ...(name !== undefined && { name }) };
}
