import type { IgnoreRule } from '@create-dump/core';
import { compileWildmatch, lowerAscii } from './wildmatch.js';

/** An {@link IgnoreRule} with a compiled pattern. */
export interface CompiledRule extends IgnoreRule {
  /** The pattern starts with `!`: matching entries aren't ignored. */
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  /** What the pattern is matched against: an entry's name, or its path relative to the rule file's directory. */
  readonly looksAt: 'name' | 'path';
  /** Takes byte text. */
  readonly matches: (text: string) => boolean;
}

export interface RuleLine {
  readonly source: string;
  readonly line: number;
  /** Byte text without line ending and trailing blanks. */
  readonly text: string;
  /** The pattern as users see it. */
  readonly pattern: string;
}

/** Compiles one line of an ignore file as git's `parse_path_pattern` reads it. */
export function compileIgnoreRule(line: RuleLine, ignoreCase: boolean): CompiledRule {
  const negated = line.text.startsWith('!');
  let text = negated ? line.text.slice(1) : line.text;
  const directoryOnly = text.endsWith('/');
  if (directoryOnly) text = text.slice(0, -1);
  const looksAt = text.includes('/') ? 'path' : 'name';
  const matches =
    looksAt === 'name' ? compileName(text, ignoreCase) : compilePath(text, ignoreCase);
  const { source, pattern } = line;
  return { source, line: line.line, pattern, negated, directoryOnly, looksAt, matches };
}

function compileName(text: string, ignoreCase: boolean): (name: string) => boolean {
  const literal = literalLength(text);
  if (literal === text.length) return folding(ignoreCase, text, (name, wanted) => name === wanted);
  const rest = text.slice(1);
  if (text.startsWith('*') && literalLength(rest) === rest.length) {
    return folding(ignoreCase, rest, (name, suffix) => name.endsWith(suffix));
  }
  if (literal === text.length - 1 && text.endsWith('*')) {
    return folding(ignoreCase, text.slice(0, -1), (name, prefix) => name.startsWith(prefix));
  }
  return compileWildmatch(text, { pathname: false, ignoreCase });
}

function compilePath(text: string, ignoreCase: boolean): (path: string) => boolean {
  const anchored = text.startsWith('/') ? text.slice(1) : text;
  const length = literalLength(anchored);
  if (length === anchored.length) {
    return folding(ignoreCase, anchored, (path, wanted) => path === wanted);
  }
  // git compares the part before the first wildcard separately, so `a**/b` means `a` followed by `**/b`.
  const rest = compileWildmatch(anchored.slice(length), { pathname: true, ignoreCase });
  return folding(
    ignoreCase,
    anchored.slice(0, length),
    (path, prefix) => path.startsWith(prefix) && rest(path.slice(length)),
  );
}

/** The length of the part before the first character that is special to `wildmatch`. */
function literalLength(text: string): number {
  const at = text.search(/[*?[\\]/);
  return at === -1 ? text.length : at;
}

function folding(
  ignoreCase: boolean,
  fixed: string,
  test: (text: string, fixed: string) => boolean,
): (text: string) => boolean {
  if (!ignoreCase) return (text) => test(text, fixed);
  const folded = lowerAscii(fixed);
  return (text) => test(lowerAscii(text), folded);
}
