import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { comparePaths, displayPath, toFsPath } from '@create-dump/core';
import { checkPattern, invalidPattern } from './check-pattern.js';
import { createGlobFileSystem } from './glob-file-system.js';
import { isFile } from '../manifests/is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { spellOutWildcard } from './spell-out-wildcard.js';
import type { ProjectSearchContext } from '../project-finder.js';

export interface DirectoryPattern {
  /** The file that has the pattern, relative to the root, or the option: for messages. */
  readonly source: string;
  /** Where the pattern begins, relative to the root. Default: the root. */
  readonly base?: string;
  readonly pattern: string;
  /** Patterns from the same base; what one of them matches is left out. `node_modules` always is. */
  readonly ignore?: readonly string[];
  /**
   * Names of manifests, one of which a directory has to have. The pattern and `ignore` are then matched with them at their
   * end, against files. So `a/**` names `a` too, and `!a` doesn't hide `a/b`.
   */
  readonly manifests?: readonly string[];
  /** Wildcards match a leading dot. Default: false. */
  readonly dot?: boolean;
  /** Braces and extended globs have a meaning. Default: true. */
  readonly extended?: boolean;
}

/**
 * The directories that a pattern matches, relative to the root, ordered by their bytes. A symbolic link that matches, and a
 * pattern that leads out of the root, are not followed: each gives a warning.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` for a pattern that isn't one.
 */
export async function matchDirectories(
  context: ProjectSearchContext,
  request: DirectoryPattern,
): Promise<readonly string[]> {
  const { source, pattern, manifests } = request;
  const task = await toTask(request);
  if (task === undefined) {
    context.warn(
      `${displayPath(source)}: the pattern ${JSON.stringify(pattern)} leads out of the root. What is there is left out.`,
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
    warn(`${displayPath(source)}: ${displayPath(path)} is a symbolic link, which isn't followed.`);
  }
}

function warnOfUnreadable({ root, warn }: ProjectSearchContext) {
  return (path: string, code: string) => {
    const shown = displayPath(posix.relative(root, path));
    warn(`${shown} can't be read (${code}). Projects below it are left out.`);
  };
}
