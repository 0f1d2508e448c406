import { join } from 'node:path';
import type { SharedChanges } from '@create-dump/collector';
import { CreateDumpError, type SkippedFile } from '@create-dump/core';
import { discoverFiles, type Selection } from '@create-dump/dumping';
import { emptyReport } from './batch-ledger.js';
import type { CompleteContext, CompleteOptions } from './complete-batch.js';
import type { ProjectReport } from './batch-report.js';
import { nestedDirectories } from './nested-directories.js';
import { toProjectPrefix } from './project-prefix.js';
import { readLastReport } from './read-last-report.js';
import type { PlannedProject } from './run-projects.js';

/** Which projects are dumped, and what is known of the others without a look at their contents. */
export interface ProjectSelection {
  readonly chosen: readonly PlannedProject[];
  readonly others: readonly ProjectReport[];
  /** The name of the report of the run that is resumed. */
  readonly resumed: string | null;
}

/**
 * Gives each project its prefix and leaves out what belongs to others, then takes those that are affected by a change, and
 * not dumped by the run that is resumed.
 * @throws {CreateDumpError} `USAGE` if there is nothing to resume, or for a revision that isn't one.
 */
export async function selectProjects(
  options: CompleteOptions,
  context: Pick<CompleteContext, 'signal' | 'observe'>,
): Promise<ProjectSelection> {
  const planned = planProjects(options);
  const last = options.resume ? await readLastReport(options) : undefined;
  const others: ProjectReport[] = [];
  const chosen: PlannedProject[] = [];
  if (options.affected !== undefined) await checkRevision(options, options.affected, context);
  for (const project of planned) {
    const done = last?.done.get(project.directory);
    if (done !== undefined) others.push({ ...done, seconds: 0 });
    else if (await isAffected(project, options.affected, context)) chosen.push(project);
    else others.push(emptyReport(project, { outcome: 'unaffected' }));
  }
  return { chosen, others, resumed: last?.name ?? null };
}

/** All projects, each with what is its own. */
function planProjects({
  root,
  projects,
  nested,
  stem,
}: Pick<CompleteOptions, 'root' | 'projects' | 'nested' | 'stem'>): readonly PlannedProject[] {
  const directories = projects.map(({ directory }) => directory);
  const sharedChanges: SharedChanges = new Map();
  return projects.map(
    ({ directory, name, prepared = { selection: { root: join(root, directory) }, name } }) => {
      const prefix = toProjectPrefix(directory, stem);
      if ('failure' in prepared) return { directory, name, prefix, prepared };
      const nestedRoots = nested ? [] : nestedDirectories(directory, directories);
      const selection = { ...prepared.selection, nestedRoots, sharedChanges };
      return { directory, name, prefix, prepared: { ...prepared, selection } };
    },
  );
}

/** One message for all projects. */
async function checkRevision(
  { root }: CompleteOptions,
  since: string,
  { signal }: Pick<CompleteContext, 'signal'>,
): Promise<void> {
  await discoverFiles({ root, since, listed: [], gitMetadata: false }, signal);
}

async function isAffected(
  { prepared, directory, name }: PlannedProject,
  since: string | undefined,
  { signal, observe }: Pick<CompleteContext, 'signal' | 'observe'>,
): Promise<boolean> {
  if (since === undefined || 'failure' in prepared) return true;
  try {
    return await hasChanges({ ...prepared.selection, since, gitMetadata: false }, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    // A submodule has other revisions than the repository around it.
    const message = `What changed there can't be told, so it is dumped: ${error.message}`;
    observe({
      type: 'project-event',
      project: { directory, name },
      event: { type: 'warned', message },
    });
    return true;
  }
}

async function hasChanges(selection: Selection, signal: AbortSignal): Promise<boolean> {
  const { files, skipped } = await discoverFiles(selection, signal);
  // Directories that are left out as a whole, and other repositories, are recorded whether they changed or not.
  const tells = ({ path, skipped: reason }: SkippedFile) =>
    reason !== 'excluded' && reason !== 'special' && !path.endsWith('/');
  return files.length > 0 || skipped.some(tells);
}
