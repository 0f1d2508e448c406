/*
 * The globs of workspace files. `matchDirectories` searches the root for the directories that one pattern matches, with
 * fast-glob; the other files bound what a hostile pattern can cost, adapt the file system, and match texts. Patterns come in
 * as the tool's own file spells them; directories go out relative to the root.
 */
import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { comparePaths, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import { checkPattern, invalidPattern } from './check-pattern.js';
import { createGlobFileSystem } from './glob-file-system.js';
import { isFile } from '../is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { spellOutWildcard } from './spell-out-wildcard.js';
import type { ProjectSearchContext } from '../project-finder.js';

export interface DirectoryPattern {
  /** The file that contains the pattern, relative to the root, or the option; for messages. */
  readonly source: string;
  /** The directory that the pattern is relative to, itself relative to the root. Default: the root. */
  readonly base?: string;
  readonly pattern: string;
  /** Patterns, relative to the same base, of directories to exclude. `node_modules` and `.git` always are. */
  readonly ignore?: readonly string[];
  /**
   * Names of manifests. A directory matches only if it contains one of them: the pattern and `ignore` get the names appended
   * and are matched against files. So `a/**` matches `a` too, and `!a` doesn't exclude `a/b`.
   */
  readonly manifests?: readonly string[];
  /** Whether wildcards match a leading dot. Default: false. */
  readonly dot?: boolean;
  /** Whether braces and extended globs are special. Default: true. */
  readonly extended?: boolean;
}

/**
 * The directories that a pattern matches, relative to the root, in byte order. Matching symbolic links and patterns that lead
 * out of the root aren't followed; each causes a warning.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` for an invalid pattern.
 */
export async function matchDirectories(
  context: ProjectSearchContext,
  request: DirectoryPattern,
): Promise<readonly string[]> {
  const { source, pattern, manifests } = request;
  const task = await toTask(request);
  if (task === undefined) {
    context.warn(
      `${displayPath(source)}: the pattern ${JSON.stringify(pattern)} leads out of the root. Directories there are left out.`,
    );
    return [];
  }
  if (task.pattern === '.' && manifests === undefined) return ['.'];
  let hasLinks = false;
  const onLink = () => {
    hasLinks = true;
  };
  const run = (entry: (path: string) => string) =>
    runGlob(context, request, task, { entry, onLink });
  const matches = await run((path) => withManifest(path, manifests));
  const found = new Set<string>();
  for (const match of matches) {
    if (manifests !== undefined) found.add(posix.dirname(match.path));
    else if (match.dirent.isDirectory()) found.add(match.path);
  }
  if (hasLinks) await warnOfLinks(context, request, await run((path) => path));
  return [...found].sort(comparePaths);
}

interface GlobTask {
  readonly pattern: string;
  readonly ignore: readonly string[];
}

async function toTask({ base = '.', pattern, ignore = [] }: DirectoryPattern) {
  const { default: fastGlob } = await import('fast-glob');
  const from = fastGlob.escapePath(base);
  const joined = joinInsideRoot(from, pattern.replace(/^(?:\.?\/)+/, ''));
  if (joined === undefined) return undefined;
  const ignored = ignore.flatMap((each) => joinInsideRoot(from, each.replace(/^\.?\//, '')) ?? []);
  return { pattern: joined, ignore: ignored };
}

async function runGlob(
  context: ProjectSearchContext,
  { source, pattern, ignore = [], dot = false, extended = true }: DirectoryPattern,
  task: GlobTask,
  { entry, onLink }: { entry: (path: string) => string; onLink: () => void },
) {
  const { default: fastGlob } = await import('fast-glob');
  for (const each of [pattern, ...ignore]) checkPattern(source, each);
  context.signal.throwIfAborted();
  try {
    return await fastGlob.glob(entry(spellOutWildcard(task.pattern, dot)), {
      cwd: context.root,
      ignore: ['**/node_modules/**', '**/.git/**', ...task.ignore.map(entry)],
      fs: createGlobFileSystem({ onLink, onUnreadable: warnOfUnreadable(context) }),
      onlyFiles: false,
      objectMode: true,
      followSymbolicLinks: false,
      braceExpansion: extended,
      extglob: extended,
      dot,
    });
  } catch (cause) {
    throw invalidPattern(source, pattern, `can't be matched (${(cause as Error).message})`, cause);
  }
}

function withManifest(path: string, manifests: readonly string[] | undefined): string {
  if (manifests === undefined) return path;
  const [first = '', ...others] = manifests;
  return posix.join(path, others.length === 0 ? first : `{${manifests.join(',')}}`);
}

async function warnOfLinks(
  context: ProjectSearchContext,
  { source, manifests }: DirectoryPattern,
  matches: Awaited<ReturnType<typeof runGlob>>,
): Promise<void> {
  const { root, warn } = context;
  for (const { path, dirent } of matches) {
    if (!dirent.isSymbolicLink()) continue;
    const target = await stat(toFsPath(`${root}/${path}`)).catch(() => undefined);
    if (target?.isDirectory() !== true) continue;
    const sought = manifests?.map((name) => isFile(context, `${path}/${name}`));
    if (sought !== undefined && !(await Promise.all(sought)).includes(true)) continue;
    warn(`${displayPath(source)}: ${displayPath(path)} is a symbolic link and isn't followed.`);
  }
}

function warnOfUnreadable({ root, warn }: ProjectSearchContext) {
  return (path: string, error: Error) => {
    const shown = displayPath(posix.relative(root, path));
    warn(`${shown} can't be read: ${describeSystemError(error)}. Projects below it are left out.`);
  };
}
