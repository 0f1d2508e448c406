import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UserGitFiles } from '@create-dump/collector';
import {
  comparePaths,
  CreateDumpError,
  decodePath,
  displayPath,
  toFsPath,
} from '@create-dump/core';
import { packageFinders, projectFinders } from './finders/project-finders.js';
import type { FoundProject, ProjectEvidence } from './found-project.js';
import { listChildDirectories } from './list-child-directories.js';
import { matchProjects } from './match-projects.js';
import { nameDirectories } from './name-directories.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from './project-finder.js';
import { readProjectName } from './read-project-name.js';

export interface FindProjectsOptions {
  /** Absolute path of a directory. */
  readonly root: string;
  /** Take exactly these directories, relative to the root or absolute. */
  readonly dirs?: readonly string[];
  /** Take exactly the directories that these globs match; a glob with a leading `!` excludes. Ignored if `dirs` is given. */
  readonly pattern?: readonly string[];
  /**
   * Tells for a path relative to the root whether this program wrote that file. A directory that contains nothing else is no
   * project unless `dirs` names it. Default: no file is.
   */
  readonly isOwnOutput?: (path: string) => boolean;
  /**
   * Git's files outside the repository, as the collector's options name them: they affect which directories git ignores.
   * Default: none.
   */
  readonly userGitFiles?: UserGitFiles;
  readonly signal?: AbortSignal;
}

export interface ProjectSearch {
  /** The root that was searched, with symbolic links resolved. */
  readonly root: string;
  /** In byte order of their directories. */
  readonly projects: readonly FoundProject[];
  /** Sentences about what was left out or guessed: missing members, members outside the root, broken manifests. */
  readonly warnings: readonly string[];
}

/**
 * Finds the projects of a directory tree: those that `dirs` or `pattern` name; else the members of the workspaces at the root,
 * as each tool itself lists them, and the root; else the child directories, and the root with what is left in it.
 *
 * @throws {CreateDumpError} `USAGE` for unusable `dirs` or `pattern`, `ROOT_INVALID` if there is no such root, `CONFIG_INVALID`
 *   for an unusable workspace file. Rejects with the signal's reason once it is aborted.
 */
export async function findProjects(options: FindProjectsOptions): Promise<ProjectSearch> {
  const warnings = new Set<string>();
  const { signal = new AbortController().signal, isOwnOutput = () => false } = options;
  const warn = (message: string) => warnings.add(message);
  const root = await resolveRoot(options.root);
  const { userGitFiles = {} } = options;
  const context = createContext({ root, signal, isOwnOutput, userGitFiles, warn });
  const named = await findNamed(context, options);
  const projects = await toProjects(context, await dropLinked(context, named));
  return { root, projects, warnings: [...warnings] };
}

function createContext(given: Omit<ProjectSearchContext, 'packages'>): ProjectSearchContext {
  let packages: Promise<readonly NamedDirectory[] | undefined> | undefined;
  const context: ProjectSearchContext = {
    ...given,
    packages: () => (packages ??= runFinders(context, packageFinders)),
  };
  return context;
}

async function resolveRoot(root: string): Promise<string> {
  try {
    return decodePath(await realpath(toFsPath(root), 'buffer'));
  } catch (cause) {
    throw new CreateDumpError(
      'ROOT_INVALID',
      `${displayPath(root)} doesn't exist. Name a directory.`,
      { cause },
    );
  }
}

async function findNamed(
  context: ProjectSearchContext,
  { dirs, pattern }: FindProjectsOptions,
): Promise<readonly NamedDirectory[]> {
  if (dirs !== undefined) return nameDirectories(context, dirs);
  if (pattern !== undefined) return matchProjects(context, pattern);
  const found = await findByTools(context);
  return found ?? listChildDirectories(context);
}

async function findByTools(context: ProjectSearchContext) {
  try {
    const packages = await context.packages();
    const others = await runFinders(context, projectFinders);
    return packages === undefined ? others : [...packages, ...(others ?? [])];
  } catch (error) {
    if (!(error instanceof CreateDumpError) || error.code !== 'CONFIG_INVALID') throw error;
    throw new CreateDumpError(
      'CONFIG_INVALID',
      `${error.message} Correct it, or name the projects with --dirs.`,
      { cause: error },
    );
  }
}

async function runFinders(context: ProjectSearchContext, finders: readonly ProjectFinder[]) {
  const found: NamedDirectory[] = [];
  let isWorkspace = false;
  for (const find of finders) {
    const named = await find(context);
    if (named === undefined) continue;
    isWorkspace = true;
    found.push(...named);
  }
  return isWorkspace ? found : undefined;
}

/** Drops directories that are, or are below, symbolic links: they would put another directory's files under this name. */
async function dropLinked(context: ProjectSearchContext, named: readonly NamedDirectory[]) {
  const kept: NamedDirectory[] = [];
  for (const entry of named) {
    const path = entry.directory === '.' ? context.root : `${context.root}/${entry.directory}`;
    const real = await realpath(toFsPath(path), 'buffer').catch(() => undefined);
    if (real !== undefined && decodePath(real) === path) kept.push(entry);
    else context.warn(leftOut(entry, real === undefined));
  }
  return kept;
}

function leftOut({ directory, evidence }: NamedDirectory, isMissing: boolean): string {
  const source = displayPath(evidence.file ?? `--${evidence.tool}`);
  const why = isMissing ? "doesn't exist" : 'is, or is below, a symbolic link';
  return `${source}: ${displayPath(directory)} ${why}. It is left out.`;
}

async function toProjects(
  context: ProjectSearchContext,
  named: readonly NamedDirectory[],
): Promise<readonly FoundProject[]> {
  const byDirectory = new Map<string, NamedDirectory[]>();
  for (const entry of named) {
    byDirectory.set(entry.directory, [...(byDirectory.get(entry.directory) ?? []), entry]);
  }
  const projects: FoundProject[] = [];
  for (const [directory, entries] of byDirectory) {
    context.signal.throwIfAborted();
    const name = await nameProject(context, directory, entries);
    projects.push({ directory, name, evidence: distinct(entries.map((entry) => entry.evidence)) });
  }
  return projects.sort((a, b) => comparePaths(a.directory, b.directory));
}

async function nameProject(
  context: ProjectSearchContext,
  directory: string,
  entries: readonly NamedDirectory[],
): Promise<string> {
  const [first] = entries;
  return (
    first?.name ??
    (await readProjectName(context, directory, first?.evidence.tool)) ??
    entries.find(({ name }) => name !== undefined)?.name ??
    basename(directory === '.' ? context.root : directory)
  );
}

function distinct(evidence: readonly ProjectEvidence[]): readonly ProjectEvidence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()];
}
