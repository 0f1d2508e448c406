// The user's rules: the globs, directories and own outputs of the options go in, and a verdict for each path below the root
// comes out. Ignore files are not part of this; they are applied before. Nothing here touches the file system.

import { compileGlobs, compilePathFilter, CreateDumpError, type Glob } from '@create-dump/core';
import type { SelectionOptions } from '../collector-options.js';

/** What the options decide about a path. */
type Verdict =
  | { readonly kind: 'chosen'; readonly by?: FilterRule }
  /** Doesn't match `files`, so it isn't even recorded. */
  | { readonly kind: 'unwanted' }
  | { readonly kind: 'excluded'; readonly by: FilterRule };

export interface FilterRule {
  readonly option: 'files' | 'include' | 'exclude' | 'excludedDirs' | 'nestedRoots' | 'isOwnOutput';
  /** As the user wrote it; empty for `isOwnOutput` and `nestedRoots`. */
  readonly pattern: string;
}

export interface UserFilter {
  /** The verdict on a file, apart from rules that exclude its parent directories. Paths are relative to the root. */
  file(path: string): Verdict;
  /** The rule that excludes this very directory; parent directories aren't considered. */
  directory(path: string): FilterRule | undefined;
  /** Whether there are rules that can exclude directories. */
  readonly hasDirectoryRules: boolean;
  /** Whether a file in an excluded directory could be included all the same. */
  readonly hasIncludes: boolean;
  /** The same, for a directory that this rule excludes. */
  reachesBelow(rule: FilterRule): boolean;
  /** The include that chooses a file although an ignore rule hides it. */
  include(path: string): FilterRule | undefined;
  /** Whether there could be such a file below a directory, which is given without a trailing slash. */
  mayInclude(directory: string): boolean;
}

/** @throws {CreateDumpError} `USAGE` for an invalid pattern. */
export function createUserFilter(options: SelectionOptions): UserFilter {
  const wanted = compilePathFilter(options.files ?? [], 'files');
  const includes = compileGlobs(options.include ?? [], 'include');
  const excludes = compileGlobs(checkPlain(options.exclude ?? []), 'exclude');
  const excludedDirs = compileDirectories(options.excludedDirs ?? []);
  const { isOwnOutput, nestedRoots = [], globPrefix = '' } = options;
  const nested = new Set(nestedRoots);
  const includeOf = (path: string) =>
    includes.length === 0 || isInGitDirectory(path)
      ? undefined
      : ruleOf(includes, globPrefix + path, false, 'include');
  const filter: UserFilter = {
    hasDirectoryRules:
      excludes.length > 0 || (options.excludedDirs ?? []).length > 0 || nested.size > 0,
    hasIncludes: includes.length > 0,
    reachesBelow: ({ option }) => includes.length > 0 && option !== 'nestedRoots',
    directory(path) {
      if (nested.has(path)) return nestedRule;
      const named = excludedDirs(path);
      if (named !== undefined) return { option: 'excludedDirs', pattern: named };
      return ruleOf(excludes, path, true, 'exclude');
    },
    file(path) {
      if (nested.size > 0 && isBelow(path, nested)) return { kind: 'excluded', by: nestedRule };
      if (!wanted(path)) return { kind: 'unwanted' };
      if (isOwnOutput?.(path)) {
        return { kind: 'excluded', by: { option: 'isOwnOutput', pattern: '' } };
      }
      const include = includeOf(path);
      if (include !== undefined) return { kind: 'chosen', by: include };
      const exclude = ruleOf(excludes, path, false, 'exclude');
      return exclude === undefined ? { kind: 'chosen' } : { kind: 'excluded', by: exclude };
    },
    include(path) {
      // Most ignored files match no include, so this comes before the other tests.
      if (includeOf(path) === undefined) return undefined;
      const verdict = filter.file(path);
      return verdict.kind === 'chosen' ? verdict.by : undefined;
    },
    mayInclude: (directory) =>
      includes.some((glob) => glob.reachesBelow(globPrefix + directory)) &&
      !nested.has(directory) &&
      !isBelow(directory, nested) &&
      !isInGitDirectory(directory),
  };
  return filter;
}

function isInGitDirectory(path: string): boolean {
  return /(?:^|\/)\.git(?:\/|$)/i.test(path);
}

const nestedRule: FilterRule = { option: 'nestedRoots', pattern: '' };

function isBelow(path: string, directories: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (directories.has(path.slice(0, slash))) return true;
  }
  return false;
}

function ruleOf(
  globs: readonly Glob[],
  path: string,
  isDirectory: boolean,
  option: FilterRule['option'],
): FilterRule | undefined {
  const glob = globs.find((glob) => glob.matches(path, isDirectory));
  return glob && { option, pattern: glob.pattern };
}

function checkPlain(patterns: readonly string[]): readonly string[] {
  const negative = patterns.find((pattern) => /^!(?!\()/.test(pattern));
  if (negative === undefined) return patterns;
  throw new CreateDumpError(
    'USAGE',
    `The pattern ${JSON.stringify(negative)} of exclude is negated. Use include for what must not be left out.`,
  );
}

function compileDirectories(names: readonly string[]): (path: string) => string | undefined {
  const byName = new Map<string, string>();
  const byPath = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
    if (plain.includes('/')) byPath.set(plain.replace(/^\/+/, ''), name);
    else byName.set(plain, name);
  }
  return (path) => byPath.get(path) ?? byName.get(path.slice(path.lastIndexOf('/') + 1));
}
