// The user's rules: the globs, directories and own outputs of the options go in, and a verdict for each path below the root
// comes out. Ignore files are not part of this; they are applied before. Nothing here touches the file system.

import {
  compileGlobs,
  compilePathFilter,
  CreateDumpError,
  type IgnoreRule,
  isNegated,
  trackGlobs,
  type UnmatchedPattern,
} from '@create-dump/core';
import type { SelectionOptions } from '../collector-options.js';
import { createHiddenPatterns, toUnmatched } from './unmatched-patterns.js';

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
  /**
   * To be called for each entry that an ignore rule hides and no include brings back, so that its paths are never asked about.
   * A pattern to exclude it isn't wrong, a pattern to choose it is.
   */
  hide(path: string, isDirectory: boolean, rule: IgnoreRule): void;
  /** The patterns that would have decided on none of the paths so far. */
  unmatched(): readonly UnmatchedPattern[];
}

/** The globs of the options. They can be used for any number of runs. */
export type UserGlobs = ReturnType<typeof compileUserGlobs>;

/** @throws {CreateDumpError} `USAGE` for an invalid pattern. */
export function compileUserGlobs({
  files = [],
  include = [],
  exclude = [],
}: Pick<SelectionOptions, 'files' | 'include' | 'exclude'>) {
  return {
    files: compilePathFilter(files, 'files'),
    include: compileGlobs(include, 'include'),
    exclude: compileGlobs(checkPlain(exclude), 'exclude'),
  };
}

/** Creates the filter of one run: it remembers which patterns have matched. */
export function createUserFilter(options: SelectionOptions, globs: UserGlobs): UserFilter {
  const wanted = globs.files();
  const includes = trackGlobs(globs.include);
  const excludes = trackGlobs(globs.exclude);
  const excludedDirs = compileDirectories(options.excludedDirs ?? []);
  const hidden = createHiddenPatterns();
  const { isOwnOutput, nestedRoots = [], globPrefix = '' } = options;
  const nested = new Set(nestedRoots);
  const excludeHidden = (path: string, isDirectory: boolean) => {
    excludes.settle(excludes.reaching(path, isDirectory));
    if (isDirectory) excludedDirs.find(path);
  };
  const includeOf = (path: string): FilterRule | undefined => {
    if (includes.size === 0 || isInGitDirectory(path)) return undefined;
    const glob = includes.taking(globPrefix + path);
    return glob && { option: 'include', pattern: glob.pattern };
  };
  // Many exclude it, although it is never dumped.
  excludeHidden('.git', true);
  for (const directory of withParents(options.outputDirectory)) excludeHidden(directory, true);
  const filter: UserFilter = {
    hasDirectoryRules: excludes.size > 0 || excludedDirs.size > 0 || nested.size > 0,
    hasIncludes: includes.size > 0,
    reachesBelow: ({ option }) => includes.size > 0 && option !== 'nestedRoots',
    directory(path) {
      if (nested.has(path)) return nestedRule;
      const named = excludedDirs.find(path);
      const pattern = named ?? excludes.matching(path, true)?.pattern;
      if (pattern === undefined) return undefined;
      excludeHidden(path, true);
      return { option: named === undefined ? 'exclude' : 'excludedDirs', pattern };
    },
    file(path) {
      if (nested.size > 0 && isBelow(path, nested)) return { kind: 'excluded', by: nestedRule };
      if (!wanted.selects(path)) {
        includes.note(globPrefix + path);
        excludes.note(path);
        return { kind: 'unwanted' };
      }
      if (isOwnOutput?.(path)) {
        excludes.note(path);
        return { kind: 'excluded', by: { option: 'isOwnOutput', pattern: '' } };
      }
      const include = includeOf(path);
      if (include !== undefined) {
        excludes.note(path);
        return { kind: 'chosen', by: include };
      }
      const exclude = excludes.matching(path, false);
      if (exclude === undefined) return { kind: 'chosen' };
      return { kind: 'excluded', by: { option: 'exclude', pattern: exclude.pattern } };
    },
    include(path) {
      // Most ignored files match no include, so this comes before the other tests.
      if (includeOf(path) === undefined) return undefined;
      const verdict = filter.file(path);
      return verdict.kind === 'chosen' ? verdict.by : undefined;
    },
    mayInclude: (directory) =>
      includes.reachBelow(globPrefix + directory) &&
      !nested.has(directory) &&
      !isBelow(directory, nested) &&
      !isInGitDirectory(directory),
    hide(path, isDirectory, rule) {
      options.onHide?.(path, isDirectory, rule);
      excludeHidden(path, isDirectory);
      hidden.add('files', wanted.hide(path, isDirectory), rule);
    },
    unmatched: () =>
      toUnmatched(options, hidden, {
        files: wanted.unmatched(),
        include: includes.unmatched().map(({ pattern }) => pattern),
        exclude: excludes.unmatched().map(({ pattern }) => pattern),
        excludedDirs: excludedDirs.unmatched(),
      }),
  };
  return filter;
}

function isInGitDirectory(path: string): boolean {
  return /(?:^|\/)\.git(?:\/|$)/i.test(path);
}

/** `a/b/c` → `a`, `a/b`, `a/b/c` */
function withParents(path = ''): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

const nestedRule: FilterRule = { option: 'nestedRoots', pattern: '' };

function isBelow(path: string, directories: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (directories.has(path.slice(0, slash))) return true;
  }
  return false;
}

function checkPlain(patterns: readonly string[]): readonly string[] {
  const negative = patterns.find(isNegated);
  if (negative === undefined) return patterns;
  throw new CreateDumpError(
    'USAGE',
    `The pattern ${JSON.stringify(negative)} of exclude is negated. Use include for what must not be left out.`,
  );
}

function compileDirectories(names: readonly string[]) {
  const byName = new Map<string, string>();
  const byPath = new Map<string, string>();
  const matched = new Set<string>();
  const plainOf = (name: string) => name.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');
  for (const name of names) {
    const plain = plainOf(name);
    if (plain.includes('/')) byPath.set(plain.replace(/^\/+/, ''), name);
    else byName.set(plain, name);
  }
  return {
    size: names.length,
    /** The name, as the user gave it, that a directory has. */
    find(path: string): string | undefined {
      const atPath = byPath.get(path);
      const named = byName.get(path.slice(path.lastIndexOf('/') + 1));
      if (atPath !== undefined) matched.add(plainOf(atPath));
      if (named !== undefined) matched.add(plainOf(named));
      return atPath ?? named;
    },
    unmatched: () => names.filter((name) => !matched.has(plainOf(name))),
  };
}
