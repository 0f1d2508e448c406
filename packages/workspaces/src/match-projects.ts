import { stat } from 'node:fs/promises';
import { compileGlobs, CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { walkDirectories } from './globs/walk-directories.js';
import { holdsOnlyOwnOutput } from './holds-only-own-output.js';
import { joinInsideRoot } from './join-inside-root.js';
import type { NamedDirectory, ProjectSearchContext } from './project-finder.js';

/**
 * The directories that match the user's globs, except those that match a glob with a leading `!`. Globs are always paths from
 * the root. Names with a leading dot match only if a part of the glob starts with one. A
 * directory that holds only output of this program is left out.
 *
 * @throws {CreateDumpError} `USAGE` for an invalid pattern, or if none matches.
 */
export async function matchProjects(
  context: ProjectSearchContext,
  patterns: readonly string[],
): Promise<readonly NamedDirectory[]> {
  const isNegative = (pattern: string) => pattern.startsWith('!') && !pattern.startsWith('!(');
  const excluded = patterns
    .filter(isNegative)
    .flatMap((pattern) => compilePattern(pattern.slice(1)) ?? []);
  const wanted = patterns
    .filter((pattern) => !isNegative(pattern))
    .flatMap((pattern) => {
      const compiled = compilePattern(pattern);
      if (compiled === undefined) warnOfOutside(context, pattern);
      return compiled ?? [];
    });
  const entries = await walkDirectories(context, (directory) => {
    if (excluded.some(({ matches }) => matches(directory))) return 'pass over';
    return wanted.some(({ reachesBelow }) => reachesBelow(directory)) ? 'enter' : 'keep';
  });
  const found: NamedDirectory[] = [];
  const unmatched = wanted.filter(({ matches }) => !entries.some(({ path }) => matches(path)));
  for (const { pattern, matches } of wanted) {
    for (const { path, isLink } of entries) {
      if (!matches(path)) continue;
      if (isLink) await warnOfLink(context, path);
      else if (!(await holdsOnlyOwnOutput(context, path)))
        found.push({ directory: path, evidence: { tool: 'pattern', rule: pattern } });
    }
  }
  if (found.length > 0) {
    for (const { pattern } of unmatched)
      context.warn(`--pattern "${displayPath(pattern)}" matches no directory.`);
    return found;
  }
  const shown = patterns.map((pattern) => JSON.stringify(pattern)).join(' ');
  throw new CreateDumpError('USAGE', `--pattern ${shown} matches no directory of the root.`);
}

interface DirectoryGlob {
  readonly pattern: string;
  readonly matches: (directory: string) => boolean;
  /** False if no directory below this one can match. */
  readonly reachesBelow: (directory: string) => boolean;
}

/** Returns undefined if the pattern leads out of the root. */
function compilePattern(pattern: string): DirectoryGlob | undefined {
  const text = joinInsideRoot('.', pattern.replace(/^(?:\.?\/)+/, ''));
  if (text === undefined) return undefined;
  const globs = compileGlobs([text === '.' ? text : `/${text}`], '--pattern');
  const parts = text.split('/');
  const takesDots = parts.some((part) => part.startsWith('.'));
  const isTaken = (directory: string) =>
    directory === '.' ? text === '.' : takesDots || !/(?:^|\/)\./.test(directory);
  return {
    pattern,
    // Matched like files: `x/**` doesn't include `x`.
    matches: (directory) =>
      isTaken(directory) && globs.some((glob) => glob.matches(directory, false)),
    reachesBelow: (directory) =>
      directory === '.' || (isTaken(directory) && isPrefix(directory.split('/'), parts)),
  };
}

/** Compares the literal parts, up to one that can match several. */
function isPrefix(names: readonly string[], parts: readonly string[]): boolean {
  for (const [at, name] of names.entries()) {
    const part = parts[at];
    if (part === undefined) return false;
    if (part.includes('**') || /[[\](){}\\]/.test(part)) return true;
    if (!/[*?]/.test(part) && part !== name) return false;
  }
  return parts.length > names.length;
}

function warnOfOutside({ warn }: ProjectSearchContext, pattern: string): void {
  warn(
    `--pattern: the pattern ${JSON.stringify(pattern)} leads out of the root. Directories there are left out.`,
  );
}

async function warnOfLink({ root, warn }: ProjectSearchContext, path: string): Promise<void> {
  const target = await stat(toFsPath(`${root}/${path}`)).catch(() => undefined);
  if (target?.isDirectory() !== true) return;
  warn(`--pattern: ${displayPath(path)} is a symbolic link and isn't followed.`);
}
