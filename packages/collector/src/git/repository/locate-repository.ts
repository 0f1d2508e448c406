import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CreateDumpError, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { readRegularFile } from '@create-dump/files';
import { type OwnConfig, readOwnConfig } from '../config/read-own-config.js';

/** The locations of a repository's parts. All paths are absolute. */
export interface RepositoryPlace extends OwnConfig {
  /** Contains HEAD and the index. */
  readonly gitDirectory: string;
  /** Contains objects, refs and config. Differs from `gitDirectory` in a linked worktree. */
  readonly commonDirectory: string;
  /** The top of the work tree; undefined in a bare repository. */
  readonly workTree: string | undefined;
}

/**
 * Locates the repository that contains `root`; undefined if there is none. Doesn't look at environment variables.
 * @param root Absolute path, with symbolic links resolved.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` for a repository whose parts can't be found.
 */
export function locateRepository(root: string): RepositoryPlace | undefined {
  const device = statSync(root).dev;
  for (let directory = root; ; directory = dirname(directory)) {
    // Like git, doesn't cross file system boundaries.
    if (statSync(directory).dev !== device) return undefined;
    const gitDirectory = gitDirectoryOf(directory);
    if (gitDirectory !== undefined) return describe(gitDirectory, directory, root);
    if (isGitDirectory(directory)) return describe(directory, undefined, root);
    if (dirname(directory) === directory) return undefined;
  }
}

/** Whether a directory is the top of a work tree. */
export function isRepositoryTop(directory: string): boolean {
  try {
    return gitDirectoryOf(directory) !== undefined;
  } catch {
    return false;
  }
}

/** The git directory that a directory's `.git` is or points to; undefined if it has none. */
function gitDirectoryOf(directory: string): string | undefined {
  const path = `${directory}/.git`;
  const stats = statSync(toFsPath(path), { throwIfNoEntry: false });
  if (stats?.isDirectory()) return isGitDirectory(path) ? path : undefined;
  if (!stats?.isFile()) return undefined;
  const target = /^gitdir: ([^\0]+?)[\r\n]*$/.exec(readText(path, pathLimit) ?? '')?.[1];
  const gitDirectory = target === undefined ? undefined : resolve(directory, target);
  if (gitDirectory !== undefined && isGitDirectory(gitDirectory)) return gitDirectory;
  const names = target === undefined ? '' : ` (it says ${displayPath(target)})`;
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `${displayPath(path)} does not point to a git repository${names}. Repair it (git worktree repair) or remove it.`,
  );
}

const pathLimit = 1 << 16;

/** Whether a directory has what git requires: a well-formed HEAD, `objects` and `refs`. */
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
  const place = { gitDirectory, commonDirectory, ...readOwnConfig(gitDirectory, commonDirectory) };
  const configured = place.ownConfig.get('core.worktree');
  const linked = gitDirectory !== commonDirectory;
  if (configured === undefined || found === undefined || linked) {
    return { ...place, workTree: found };
  }
  const workTree = realpath(resolve(gitDirectory, configured));
  if (workTree !== undefined && isWithin(root, workTree)) return { ...place, workTree };
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `${displayPath(gitDirectory)}/config sets core.worktree to ${displayPath(configured)}, which does not contain ${displayPath(root)}. Remove that setting, or dump the directory that it names.`,
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
