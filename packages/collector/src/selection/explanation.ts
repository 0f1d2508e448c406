import type { IgnoreRule } from '@create-dump/core';

/** What decided whether a path is chosen. */
export type Reason =
  /** git tracks it, so ignore rules don't apply. */
  | { readonly kind: 'tracked' }
  /** git doesn't track it, and no rule ignores it. `rule` is the negated rule that matched, if any. */
  | { readonly kind: 'untracked'; readonly rule?: IgnoreRule }
  /** `path` is what the rule matched: a parent directory, with a trailing slash, or the path itself. */
  | { readonly kind: 'ignored'; readonly rule: IgnoreRule; readonly path: string }
  /** A user option; `value` is the pattern, directory or number that it was given. */
  | { readonly kind: 'option'; readonly option: DecidingOption; readonly value: string }
  /** A rule that always applies. */
  | {
      readonly kind: 'built-in';
      readonly what:
        | 'git directory'
        | 'own output'
        | 'nested repository'
        /** Differs only in case from a tracked file that exists, too, and `core.ignorecase` is set. */
        | 'twin of a tracked file';
    }
  /** No rule would leave it out, but there is no such file. `rule` is the negated rule that matches, if any. */
  | { readonly kind: 'missing'; readonly rule?: IgnoreRule }
  | { readonly kind: 'not a file'; readonly what: 'directory' | 'special' | 'submodule' };

export type DecidingOption =
  | 'files'
  | 'include'
  | 'exclude'
  | 'excludedDirs'
  | 'nestedRoots'
  | 'maxSize'
  | 'listed'
  | 'trackedOnly';

export interface Explanation {
  /** Relative to the root. */
  readonly path: string;
  readonly chosen: boolean;
  readonly reason: Reason;
  /** There is no such file; the reason is what would decide on it. */
  readonly exists?: false;
}
