import type { PatternOption, UnmatchedPattern } from './discover.js';
import { displayPath } from './display-path.js';
import { isNegated } from './globs/compile-path-filter.js';

const flags: Readonly<Record<PatternOption, string>> = {
  files: '--files',
  include: '--include',
  exclude: '--exclude',
  excludedDirs: '--excluded-dirs',
};

/** A sentence that names the pattern and where it was set, with a hint for frequent mistakes. */
export function describeUnmatched(unmatched: UnmatchedPattern): string {
  const clause = unmatchedClause(unmatched);
  const hint = hintFor(unmatched);
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.${hint === undefined ? '' : ` ${hint}`}`;
}

/** {@link describeUnmatched} as a part of a sentence, without a hint. */
export function unmatchedClause({ option, pattern, source, hiddenBy }: UnmatchedPattern): string {
  const place = source?.setBy === undefined ? '' : ` (${source.setBy})`;
  const name = `${flags[option]} "${displayPath(pattern)}"${place}`;
  if (isExcluding({ option, pattern })) return `${name} excludes nothing`;
  if (hiddenBy === undefined) return `no file matches ${name}`;
  const rule = `${displayPath(hiddenBy.source)}:${hiddenBy.line} "${displayPath(hiddenBy.pattern)}"`;
  return `${name} only matches what ${rule} ignores`;
}

/**
 * Whether a pattern may well match nothing: settings list what is to be excluded where it exists, such as `node_modules`.
 */
export function mayMatchNothing(unmatched: UnmatchedPattern): boolean {
  return unmatched.source?.setBy !== undefined && isExcluding(unmatched);
}

function isExcluding({ option, pattern }: Pick<UnmatchedPattern, 'option' | 'pattern'>): boolean {
  return option === 'exclude' || option === 'excludedDirs' || isNegated(pattern);
}

function hintFor({ option, pattern, source }: UnmatchedPattern): string | undefined {
  if (pattern.replaceAll(/\{[^{}]*\}/g, '').includes(',')) {
    return source?.setBy === undefined
      ? `A comma is part of the pattern: repeat ${flags[option]} for each pattern.`
      : 'A comma is part of the pattern: write a list of patterns.';
  }
  if (option === 'excludedDirs' && /[*?[{]/.test(pattern)) {
    return '--excluded-dirs takes names and paths; --exclude takes globs.';
  }
  return undefined;
}
