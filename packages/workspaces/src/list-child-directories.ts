import { createCollector, explainPaths } from '@create-dump/collector';
import { readDirectory } from './read-directory.js';
import type { NamedDirectory, ProjectSearchContext } from './project-finder.js';

/**
 * Every child directory of the root: not those whose name begins with a dot, not `node_modules`, and none that git ignores,
 * unless it tracks a file there. Symbolic links aren't followed.
 */
export async function listChildDirectories(
  context: ProjectSearchContext,
): Promise<readonly NamedDirectory[]> {
  const entries = await readDirectory(context.root);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith('.') && name !== 'node_modules');
  const ignored = await findIgnored(context, names);
  return names
    .filter((name) => !ignored.has(name))
    .map((directory) => ({ directory, evidence: { tool: 'child' } }));
}

async function findIgnored({ root, signal }: ProjectSearchContext, names: readonly string[]) {
  const explanations = await explainPaths({ root }, names, signal);
  const hidden = explanations.filter(({ reason }) => reason.kind === 'ignored');
  const ignored = new Set(hidden.map(({ path }) => path));
  if (ignored.size === 0) return ignored;
  const { files } = await createCollector({ root, trackedOnly: true, gitMetadata: false })(signal);
  for (const { path } of files) ignored.delete(path.slice(0, path.indexOf('/')));
  return ignored;
}
