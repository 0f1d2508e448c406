import { realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { readRegularFile } from '../read-regular-file.js';
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

/** What a directory's `.git` stands for, if it is the top of a work tree. */
function gitDirectoryOf(directory: string): string | undefined {
  const path = join(directory, '.git');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return isGitDirectory(path) ? realpathSync(path) : undefined;
  if (!stats?.isFile()) return undefined;
  const text = readRegularFile(path, { limit: pathLimit, followLink: true })?.toString();
  const target = /^gitdir: ([^\0]+?)[\r\n]*$/.exec(text ?? '')?.[1];
  const gitDirectory = target === undefined ? undefined : resolve(directory, target);
  if (gitDirectory !== undefined && isGitDirectory(gitDirectory)) return realpathSync(gitDirectory);
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `${displayPath(path)} doesn't lead to a git repository${target === undefined ? '' : ` (it names ${displayPath(target)})`}. Repair or remove that file (git worktree repair).`,
  );
}

/** Whether a directory is the top of a work tree of its own. */
export function isRepositoryTop(directory: string): boolean {
  try {
    return gitDirectoryOf(directory) !== undefined;
  } catch {
    return false;
  }
}

const pathLimit = 1 << 16;
const configLimit = 1 << 24;

/** Whether it has what git asks for: a HEAD that could be one, objects and refs. */
function isGitDirectory(path: string): boolean {
  const head = readRegularFile(join(path, 'HEAD'), { limit: pathLimit, followLink: true });
  if (!/^(ref:\s*refs\/|[0-9a-f]{40})/.test(head?.toString('latin1') ?? '')) return false;
  const common = commonDirectoryOf(path);
  return isDirectory(join(common, 'objects')) && isDirectory(join(common, 'refs'));
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function commonDirectoryOf(gitDirectory: string): string {
  const text = readRegularFile(join(gitDirectory, 'commondir'), { limit: pathLimit })?.toString();
  return text === undefined ? gitDirectory : resolve(gitDirectory, text.replace(/[\r\n]+$/, ''));
}

function describe(
  gitDirectory: string,
  found: string | undefined,
  root: string,
): RepositoryPlace {
  const commonDirectory = commonDirectoryOf(gitDirectory);
  const config = readConfig(gitDirectory, commonDirectory);
  const place = { gitDirectory, commonDirectory, config };
  const configured = config.get('core.worktree');
  const linked = gitDirectory !== commonDirectory;
  if (configured === undefined || found === undefined || linked) {
    return { ...place, workTree: found };
  }
  const workTree = realpath(resolve(gitDirectory, configured));
  if (workTree !== undefined && `${root}/`.startsWith(workTree.endsWith(sep) ? workTree : `${workTree}/`)) {
    return { ...place, workTree };
  }
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `${displayPath(gitDirectory)}/config sets core.worktree to ${displayPath(configured)}, and ${displayPath(root)} isn't in there. Remove that setting, or dump the directory it names.`,
  );
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function readConfig(gitDirectory: string, commonDirectory: string): GitConfig {
  const read = (path: string) =>
    parseGitConfig(
      readRegularFile(path, { limit: configLimit, followLink: true })?.toString() ?? '',
    );
  const config = read(join(commonDirectory, 'config'));
  if (config.get('extensions.worktreeconfig') !== 'true') return config;
  return new Map([...config, ...read(join(gitDirectory, 'config.worktree'))]);
}
