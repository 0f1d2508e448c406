/*
 * Which of the found projects a run dumps. `selectProjects` takes the batch's options, gives each project its prefix and its own
 * files, and splits the projects into those to dump and those whose outcome is known without a dump: unaffected by a change, or
 * dumped by the run that is resumed.
 */
import type { SharedChanges } from '@create-dump/collector';
import { CreateDumpError, type SkippedFile } from '@create-dump/core';
import { discoverFiles, type Selection } from '@create-dump/dumping';
import type { ProjectReport } from '../batch-report.js';
import type { CompleteContext, CompleteOptions } from '../fill-in-defaults.js';
import { emptyReport } from '../reporting/project-report.js';
import type { PlannedProject } from '../running/run-projects.js';
import { toProjectPrefix } from './project-prefix.js';
import { readLastReport } from './read-last-report.js';

export interface ProjectSelection {
  /** To be dumped. */
  readonly chosen: readonly PlannedProject[];
  /** Reports of the projects that need no dump. */
  readonly others: readonly ProjectReport[];
  /** File name of the resumed run's report. */
  readonly resumed: string | null;
}

/**
 * Chooses the projects to dump.
 *
 * @throws {CreateDumpError} `USAGE` if there is nothing to resume, or for an unknown revision.
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

/** All projects with their prefixes, each without the files of the projects below it. */
function planProjects({
  root,
  projects,
  nested,
  stem,
}: Pick<CompleteOptions, 'root' | 'projects' | 'nested' | 'stem'>): readonly PlannedProject[] {
  const directories = projects.map(({ directory }) => directory);
  const sharedChanges: SharedChanges = new Map();
  return projects.map(({ directory, name, prepared }) => {
    const prefix = toProjectPrefix(directory, stem);
    if ('failure' in prepared) return { directory, name, prefix, prepared };
    const nestedRoots = nested ? [] : nestedDirectories(directory, directories);
    // The root's .dumpignore file is for its projects, too, in git or not.
    const selection = { ...prepared.selection, nestedRoots, ignoreTop: root, sharedChanges };
    return { directory, name, prefix, prepared: { ...prepared, selection } };
  });
}

/** Fails once for an unusable revision, rather than for each project. */
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
    // A submodule doesn't have the revisions of the repository around it.
    const message = `Its changes can't be determined, so it is dumped: ${error.message}`;
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
  // Excluded directories and nested repositories are recorded whether they changed or not.
  const isChange = ({ path, skipped: reason }: SkippedFile) =>
    reason !== 'excluded' && reason !== 'special' && !path.endsWith('/');
  return files.length > 0 || skipped.some(isChange);
}

/** Those of `all` that are below `directory`, relative to it. */
function nestedDirectories(directory: string, all: readonly string[]): readonly string[] {
  if (directory === '.') return all.filter((other) => other !== '.');
  const above = `${directory}/`;
  return all.filter((other) => other.startsWith(above)).map((other) => other.slice(above.length));
}
