import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createCollector, explainPaths } from '@create-dump/collector';
import { decodePath, toFsPath } from '@create-dump/core';
import { holdsOnlyOwnOutput } from './holds-only-own-output.js';
import type { NamedDirectory, ProjectSearchContext } from './project-finder.js';

/**
 * The child directories of the root, and the root itself if anything else is in it. Hidden directories, `node_modules`, symbolic
 * links and directories that git ignores and tracks no file in are no projects: what they hold belongs to the root. Output of
 * this program belongs to no project.
 */
export async function listChildDirectories(
  context: ProjectSearchContext,
): Promise<readonly NamedDirectory[]> {
  const entries = await readdir(toFsPath(context.root), {
    withFileTypes: true,
    encoding: 'buffer',
  });
  const foreign: Dirent<Buffer>[] = [];
  for (const entry of entries) if (!(await isOwn(context, entry))) foreign.push(entry);
  const candidates = foreign.filter(isCandidate).map(nameOf);
  const ignored = await findIgnored(context, candidates);
  const children = new Set(candidates.filter((name) => !ignored.has(name)));
  const hasRest = foreign.some((entry) => !children.has(nameOf(entry)));
  return [
    ...(hasRest ? [{ directory: '.', evidence: { tool: 'rest' } } as const] : []),
    ...[...children].map((directory): NamedDirectory => {
      return { directory, evidence: { tool: 'child' } };
    }),
  ];
}

/** Whether an entry of the root holds nothing that a dump could contain. */
async function isOwn(context: ProjectSearchContext, entry: Dirent<Buffer>): Promise<boolean> {
  const name = nameOf(entry);
  if (name === '.git') return true;
  return entry.isDirectory() ? holdsOnlyOwnOutput(context, name) : context.isOwnOutput(name);
}

function isCandidate(entry: Dirent<Buffer>): boolean {
  const name = nameOf(entry);
  return entry.isDirectory() && !name.startsWith('.') && name !== 'node_modules';
}

function nameOf({ name }: Dirent<Buffer>): string {
  return decodePath(name);
}

async function findIgnored(
  { root, userGitFiles, signal }: ProjectSearchContext,
  names: readonly string[],
) {
  const options = { root, ...userGitFiles, gitMetadata: false };
  const explanations = await explainPaths(options, names, signal);
  const hidden = explanations.filter(({ reason }) => reason.kind === 'ignored');
  const ignored = new Set(hidden.map(({ path }) => path));
  if (ignored.size === 0) return ignored;
  const { files } = await createCollector({ ...options, trackedOnly: true })(signal);
  for (const { path } of files) ignored.delete(path.slice(0, path.indexOf('/')));
  return ignored;
}
