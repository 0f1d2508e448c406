import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { decodePath, toFsPath } from '@create-dump/core';
import { toByteText } from '../../ignore/byte-text.js';
import { compileWildmatch, lowerAscii } from '../../ignore/wildmatch.js';
import { expandGitPath } from './expand-git-path.js';

/** What the conditions of `includeIf` are about. */
export interface IncludeContext {
  /** Absolute. */
  readonly gitDirectory: string;
  /** Absolute; another directory in a linked worktree. */
  readonly commonDirectory: string;
  /** The branch of HEAD, null if there is none. Undefined if it can't be determined. */
  readonly branch: string | null | undefined;
  readonly homeDirectory: string | undefined;
}

export interface IncludeQuestion {
  /** The subsection of `includeIf`: `gitdir:…`, `gitdir/i:…`, `onbranch:…`, `hasconfig:remote.*.url:…`. */
  readonly condition: string;
  /** Absolute path of the file that holds it. */
  readonly file: string;
  readonly context: IncludeContext;
  /** The values of all `remote.*.url`. */
  readonly remoteUrls: () => readonly string[];
}

/** Whether the condition of an `includeIf` holds (git-config, "Conditional includes"); `unknown` if that can't be determined. */
export function includeConditionHolds(question: IncludeQuestion): boolean | 'unknown' {
  const { condition, context, remoteUrls } = question;
  const after = (prefix: string) =>
    condition.startsWith(prefix) ? condition.slice(prefix.length) : undefined;
  const directory = after('gitdir:');
  if (directory !== undefined) return isGitDirectory(directory, false, question);
  const anyCase = after('gitdir/i:');
  if (anyCase !== undefined) return isGitDirectory(anyCase, true, question);
  const branch = after('onbranch:');
  if (branch !== undefined) {
    if (context.branch === undefined) return 'unknown';
    return context.branch !== null && matches(withStars(branch), context.branch);
  }
  const url = after('hasconfig:remote.*.url:');
  return url !== undefined && remoteUrls().some((one) => matches(url, one));
}

function isGitDirectory(
  pattern: string,
  ignoreCase: boolean,
  { context: { gitDirectory, homeDirectory }, file }: IncludeQuestion,
): boolean | 'unknown' {
  const home = homeDirectory === undefined ? undefined : realpath(homeDirectory);
  let expanded = expandGitPath(pattern, home);
  if (expanded === undefined) return 'unknown';
  // Stars in the directory of the file itself must not match anything else.
  let literal = '';
  if (expanded.startsWith('./')) {
    literal = `${dirname(realpath(file))}/`;
    expanded = expanded.slice(2);
  } else if (!expanded.startsWith('/')) {
    expanded = `**/${expanded}`;
  }
  const fold = (text: string) => (ignoreCase ? lowerAscii(toByteText(text)) : toByteText(text));
  const start = fold(literal);
  return [realpath(gitDirectory), gitDirectory].some((path) => {
    const rest = toByteText(path).slice(start.length);
    return fold(path).startsWith(start) && matches(withStars(expanded), rest, ignoreCase);
  });
}

function withStars(pattern: string): string {
  return pattern.endsWith('/') ? `${pattern}**` : pattern;
}

function matches(pattern: string, text: string, ignoreCase = false): boolean {
  return compileWildmatch(toByteText(pattern), { pathname: true, ignoreCase })(toByteText(text));
}

function realpath(path: string): string {
  try {
    return decodePath(realpathSync.native(toFsPath(path), 'buffer'));
  } catch {
    return path;
  }
}
