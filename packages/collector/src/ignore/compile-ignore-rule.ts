import type { IgnoreRule } from '@create-dump/core';
import { compileWildmatch, lowerAscii } from './wildmatch.js';

/** An {@link IgnoreRule}, ready to match. */
export interface CompiledRule extends IgnoreRule {
  /** The pattern began with `!`: what it matches isn't ignored. */
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  /** Whether it looks at the last part of a path alone, or at the path from the rule file's directory on. */
  readonly looksAt: 'name' | 'path';
  /** Takes the byte text of what the rule looks at. */
  readonly matches: (text: string) => boolean;
}

export interface RuleLine {
  readonly source: string;
  readonly line: number;
  /** Byte text without its line end, and without trailing blanks. */
  readonly text: string;
  /** As it is shown. */
  readonly pattern: string;
}

/** One line of an ignore file, as git's `parse_path_pattern` reads it. */
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
  // git compares the part before the first wildcard by itself, so that `a**/b` is `a` and then `**/b`.
  const rest = compileWildmatch(anchored.slice(length), { pathname: true, ignoreCase });
  return folding(
    ignoreCase,
    anchored.slice(0, length),
    (path, prefix) => path.startsWith(prefix) && rest(path.slice(length)),
  );
}

/** Length of the part before the first character that means something to `wildmatch`. */
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
