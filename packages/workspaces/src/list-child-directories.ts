import { readdir } from 'node:fs/promises';
import { createCollector, explainPaths } from '@create-dump/collector';
import { decodePath, toFsPath } from '@create-dump/core';
import type { NamedDirectory, ProjectSearchContext } from './project-finder.js';

/**
 * The child directories of the root, except hidden ones, `node_modules`, symbolic links, and those that git ignores and
 * tracks no file in.
 */
export async function listChildDirectories(
  context: ProjectSearchContext,
): Promise<readonly NamedDirectory[]> {
  const names = (await readChildDirectories(context.root)).filter(
    (name) => !name.startsWith('.') && name !== 'node_modules',
  );
  const ignored = await findIgnored(context, names);
  return names
    .filter((name) => !ignored.has(name))
    .map((directory) => ({ directory, evidence: { tool: 'child' } }));
}

async function readChildDirectories(path: string): Promise<readonly string[]> {
  const entries = await readdir(toFsPath(path), { withFileTypes: true, encoding: 'buffer' });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => decodePath(name));
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
