import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CreateDumpError, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { readRegularFile } from '../../file-system/read-regular-file.js';
import { type GitConfig, parseGitConfig } from './parse-git-config.js';

/** Where a repository has its parts. All paths are absolute. */
export interface RepositoryPlace {
  /** Holds HEAD and the index. */
  readonly gitDirectory: string;
  /** Holds the objects, refs and config; other than `gitDirectory` in a linked worktree. */
  readonly commonDirectory: string;
  /** The top of the work tree, undefined if `root` isn't in one (a bare repository). */
  readonly workTree: string | undefined;
  readonly config: GitConfig;
}

/**
 * The repository that `root` (absolute, resolved) is in, or undefined. Only looks; the environment plays no part.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` if there is one whose parts can't be found.
 */
export function locateRepository(root: string): RepositoryPlace | undefined {
  const device = statSync(root).dev;
  for (let directory = root; ; directory = dirname(directory)) {
    // As git: not across file systems.
    if (statSync(directory).dev !== device) return undefined;
    const gitDirectory = gitDirectoryOf(directory);
    if (gitDirectory !== undefined) return describe(gitDirectory, directory, root);
    if (isGitDirectory(directory)) return describe(directory, undefined, root);
    if (dirname(directory) === directory) return undefined;
  }
}

/** Whether a directory is the top of a work tree of its own. */
export function isRepositoryTop(directory: string): boolean {
  try {
    return gitDirectoryOf(directory) !== undefined;
  } catch {
    return false;
  }
}

/** What a directory's `.git` stands for, if it is the top of a work tree. */
function gitDirectoryOf(directory: string): string | undefined {
  const path = `${directory}/.git`;
  const stats = statSync(toFsPath(path), { throwIfNoEntry: false });
  if (stats?.isDirectory()) return isGitDirectory(path) ? path : undefined;
  if (!stats?.isFile()) return undefined;
  const target = /^gitdir: ([^\0]+?)[\r\n]*$/.exec(readText(path, pathLimit) ?? '')?.[1];
  const gitDirectory = target === undefined ? undefined : resolve(directory, target);
  if (gitDirectory !== undefined && isGitDirectory(gitDirectory)) return gitDirectory;
  const names = target === undefined ? '' : ` (it names ${displayPath(target)})`;
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `${displayPath(path)} doesn't lead to a git repository${names}. Repair it (git worktree repair) or remove it.`,
  );
}

const pathLimit = 1 << 16;
const configLimit = 1 << 24;

/** Whether it has what git asks for: a HEAD that could be one, objects and refs. */
function isGitDirectory(path: string): boolean {
  const head = readText(`${path}/HEAD`, pathLimit);
  if (!/^(ref:\s*refs\/|[0-9a-f]{40})/.test(head ?? '')) return false;
  const common = commonDirectoryOf(path);
  return isDirectory(`${common}/objects`) && isDirectory(`${common}/refs`);
}

function isDirectory(path: string): boolean {
  return statSync(toFsPath(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function commonDirectoryOf(gitDirectory: string): string {
  const text = readText(`${gitDirectory}/commondir`, pathLimit);
  return text === undefined ? gitDirectory : resolve(gitDirectory, text.replace(/[\r\n]+$/, ''));
}

function readText(path: string, limit: number): string | undefined {
  const bytes = readRegularFile(path, { limit, followLink: true });
  return bytes && decodePath(bytes);
}

function describe(gitDirectory: string, found: string | undefined, root: string): RepositoryPlace {
  const commonDirectory = commonDirectoryOf(gitDirectory);
  const config = readConfig(gitDirectory, commonDirectory);
  const place = { gitDirectory, commonDirectory, config };
  const configured = config.get('core.worktree');
  const linked = gitDirectory !== commonDirectory;
  if (configured === undefined || found === undefined || linked) {
    return { ...place, workTree: found };
  }
  const workTree = realpath(resolve(gitDirectory, configured));
  if (workTree !== undefined && isWithin(root, workTree)) return { ...place, workTree };
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `${displayPath(gitDirectory)}/config sets core.worktree to ${displayPath(configured)}, and ${displayPath(root)} isn't in there. Remove that setting, or dump the directory it names.`,
  );
}

function isWithin(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}

function realpath(path: string): string | undefined {
  try {
    return decodePath(realpathSync.native(toFsPath(path), 'buffer'));
  } catch {
    return undefined;
  }
}

function readConfig(gitDirectory: string, commonDirectory: string): GitConfig {
  const read = (path: string) => parseGitConfig(readText(path, configLimit) ?? '');
  const config = read(`${commonDirectory}/config`);
  if (config.get('extensions.worktreeconfig') !== 'true') return config;
  return new Map([...config, ...read(`${gitDirectory}/config.worktree`)]);
}
