import { documentText, tableOf, terminalWidth, writeAll } from '@create-dump/observing';
import type { FoundProject, ProjectEvidence } from '@create-dump/workspaces';
import { displayPath } from '@create-dump/core';
import type { World } from '../process/world.js';

/** Lists the projects, and how each was found, on standard output. */
export async function reportProjects(
  root: string,
  projects: readonly FoundProject[],
  { json, verbose }: { readonly json: boolean; readonly verbose: boolean },
  { stdout }: Pick<World, 'stdout'>,
): Promise<void> {
  if (json) {
    await writeAll(stdout, documentText('batch', { list: true, root, projects }));
    return;
  }
  const rows = projects.map(({ directory, name, evidence }) => [
    displayPath(directory),
    displayPath(name),
    evidence.map(describeEvidence).join('; '),
  ]);
  await writeAll(
    stdout,
    tableOf([['DIRECTORY', 'NAME', 'WHY'], ...rows], { width: terminalWidth(stdout, { verbose }) }),
  );
}

function describeEvidence({ tool, file, rule }: ProjectEvidence): string {
  if (tool === 'child') return 'a directory of the root';
  if (tool === 'rest') return 'what else is in the root';
  if (tool === 'dirs' || tool === 'pattern') return `--${tool} ${displayPath(rule ?? '')}`;
  const where = file === undefined ? tool : `${displayPath(file)} (${tool})`;
  return rule === undefined ? where : `${where}: ${displayPath(rule)}`;
}
