// Matching of all globs that users give: for dumping, reading back and batches. Patterns come in as text: braces are
// expanded, each result is parsed into nodes, and the nodes become a matcher. Functions that match one path go out; they take
// time linear in its length, or low-polynomial with `!(…)`, for any pattern.

import { CreateDumpError } from '../create-dump-error.js';
import { createMatcher, type Matcher } from './create-matcher.js';
import { createReachTest } from './create-reach-test.js';
import { expandBraces } from './expand-braces.js';
import { type GlobNode, parsePattern } from './parse-pattern.js';

/** A user's pattern, ready to match. */
export interface Glob {
  /** As the user gave it. */
  readonly pattern: string;
  /** Takes a path relative to the root, without a trailing slash. */
  readonly matches: (path: string, isDirectory: boolean) => boolean;
  /**
   * Whether the pattern selects a file: it matches the path, or it names a directory above it. A pattern names directories if
   * its last part has no wildcard (`src`, `packages/*\/src`), or if it ends in a slash; `.` names the root.
   */
  readonly takes: (path: string) => boolean;
  /** Whether it could take a file below this directory, which is given without a trailing slash. True if unsure. */
  readonly reachesBelow: (directory: string) => boolean;
  /** The literal start of the pattern: all matches are below this directory. Empty, or with a trailing slash. */
  readonly base: string;
}

/** In bytes. */
const lengthLimit = 4096;

/** Maximum nesting depth of groups and braces. */
const depthLimit = 100;

/**
 * Compiles globs with fast-glob's meaning. One without a slash matches a name at any depth, one with a slash the whole path
 * from the root; one that ends in a slash matches directories only. A leading dot isn't special. A leading `!` isn't
 * either: callers interpret it.
 *
 * @param option The option or setting that has the patterns, for error messages.
 * @throws {CreateDumpError} `USAGE` for a pattern that is empty or too large.
 */
export function compileGlobs(patterns: readonly string[], option: string): Glob[] {
  return patterns.map((pattern) => compileGlob(pattern, option));
}

function compileGlob(pattern: string, option: string): Glob {
  if (Buffer.byteLength(pattern) > lengthLimit) {
    throw usage(option, pattern, `is longer than ${lengthLimit} bytes`);
  }
  if (depthOf(pattern) > depthLimit) {
    throw usage(option, pattern, `nests more than ${depthLimit} groups`);
  }
  const expanded = expandBraces(pattern);
  if ('fault' in expanded) throw usage(option, pattern, expanded.fault);
  const alternatives = expanded.patterns.flatMap((text) => compileAlternative(text) ?? []);
  // As in git, a path that equals the pattern matches: names may contain wildcards.
  const verbatim = toTarget(pattern);
  if (verbatim !== undefined && alternatives.length > 0 && /[[\]{}()*?!\\]/.test(pattern)) {
    const itself = createAlternative(verbatim, [{ type: 'literal', text: verbatim.text }]);
    // Looking for directories called `**` would cost time for each path.
    alternatives.push(/[*?]/.test(pattern) ? { ...itself, names: undefined } : itself);
  }
  if (alternatives.length === 0) throw usage(option, pattern, 'is empty');
  const matches = anyOf(alternatives.map((one) => one.matches));
  const takes = toTakes(matches, alternatives);
  const reachesBelow = (directory: string) =>
    // A directory that is taken as a whole takes a file of any name.
    takes(`${directory}/x`) || alternatives.some((one) => one.reachesBelow(directory));
  return { pattern, matches, takes, reachesBelow, base: baseOf(verbatim) };
}

function anyOf(matchers: readonly Glob['matches'][]): Glob['matches'] {
  const [first, ...others] = matchers;
  if (first !== undefined && others.length === 0) return first;
  return (path, isDirectory) => matchers.some((matches) => matches(path, isDirectory));
}

function toTakes(matches: Glob['matches'], alternatives: readonly Alternative[]): Glob['takes'] {
  const naming = alternatives.filter((one) => one.names === 'directories');
  if (alternatives.some((one) => one.names === 'root')) return () => true;
  if (naming.length === 0) return (path) => matches(path, false);
  const isBelow = createParentTest(anyOf(naming.map((one) => one.matches)));
  return (path) => matches(path, false) || isBelow(path);
}

/** Whether a directory above a path matches. Consecutive paths are mostly in the same directory. */
function createParentTest(matches: Glob['matches']): (path: string) => boolean {
  let last = '';
  let answer = false;
  const isMatch = (directory: string) => {
    for (let end = directory.indexOf('/'); end !== -1; end = directory.indexOf('/', end + 1)) {
      if (matches(directory.slice(0, end), true)) return true;
    }
    return matches(directory, true);
  };
  return (path) => {
    const length = path.lastIndexOf('/');
    if (length <= 0) return false;
    if (length !== last.length || !path.startsWith(last)) {
      last = path.slice(0, length);
      answer = isMatch(last);
    }
    return answer;
  };
}

function baseOf(target: Target | undefined): string {
  if (target === undefined || target.byName) return '';
  const [literal = ''] = target.text.split(/[[\]{}()*?+@!|\\]/, 1);
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

function depthOf(pattern: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [char] of pattern.matchAll(/\\.|[({)}]/gs)) {
    if (char === '(' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ')' || char === '}') depth = Math.max(depth - 1, 0);
  }
  return deepest;
}

interface Alternative extends Pick<Glob, 'matches' | 'reachesBelow'> {
  /** What the pattern takes as a whole. */
  readonly names: 'root' | 'directories' | undefined;
}

interface Target {
  /** Without leading and trailing slashes. */
  readonly text: string;
  readonly byName: boolean;
  readonly directoryOnly: boolean;
}

function compileAlternative(pattern: string): Alternative | undefined {
  const target = toTarget(pattern);
  return target && createAlternative(target, parsePattern(target.text));
}

function toTarget(pattern: string): Target | undefined {
  const named = pattern.replace(/\/+$/, '');
  const text = named.replace(/^(\.?\/+)+/, '').replaceAll(/\/+/g, '/');
  if (text === '') return undefined;
  return { text, byName: !named.includes('/'), directoryOnly: pattern.endsWith('/') };
}

function createAlternative(target: Target, nodes: readonly GlobNode[]): Alternative {
  const isBelowAny = nodes[0]?.type === 'parents' && isWithinName(nodes.slice(1));
  const byName = target.byName || isBelowAny;
  const matchesPath = createMatcher(isBelowAny ? nodes.slice(1) : nodes, byName);
  const matchesTop = matcherOfTop(nodes);
  const startOf = byName ? (path: string) => path.lastIndexOf('/') + 1 : () => 0;
  const { directoryOnly } = target;
  return {
    matches(path, isDirectory) {
      if (directoryOnly && !isDirectory) return false;
      if (matchesPath(path, startOf(path))) return true;
      return isDirectory && matchesTop !== undefined && matchesTop(path, 0);
    },
    reachesBelow: reachTestOf(nodes, byName),
    names:
      target.text === '.' ? 'root' : directoryOnly || endsInName(nodes) ? 'directories' : undefined,
  };
}

/** Whether the last part of a pattern has no wildcard. */
function endsInName(nodes: readonly GlobNode[]): boolean {
  const last = nodes.at(-1);
  if (last?.type !== 'literal') return false;
  const before = nodes.at(-2);
  return before === undefined || before.type === 'parents' || last.text.includes('/');
}

function reachTestOf(nodes: readonly GlobNode[], byName: boolean): Glob['reachesBelow'] {
  if (byName) return () => true;
  let test: Glob['reachesBelow'] | undefined;
  return (directory) => (test ??= createReachTest(nodes))(directory);
}

function isWithinName(nodes: readonly GlobNode[]): boolean {
  return nodes.every(
    (node) =>
      node.type === 'star' ||
      node.type === 'one' ||
      node.type === 'set' ||
      (node.type === 'literal' && !node.text.includes('/')),
  );
}

/** `x/**` also matches the directory `x`, but not a file `x`: returns the matcher of `x`. */
function matcherOfTop(nodes: readonly GlobNode[]): Matcher | undefined {
  if (nodes.at(-1)?.type !== 'deep') return undefined;
  let end = nodes.length - 1;
  while (end > 0 && nodes[end - 1]?.type === 'parents') end--;
  const last = nodes[end - 1];
  if (last?.type !== 'literal' || !last.text.endsWith('/')) return undefined;
  const top: GlobNode[] = nodes.slice(0, end - 1);
  if (last.text !== '/') top.push({ type: 'literal', text: last.text.slice(0, -1) });
  return createMatcher(top, false);
}

function usage(option: string, pattern: string, what: string): CreateDumpError {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
  return new CreateDumpError('USAGE', `The pattern ${JSON.stringify(shown)} of ${option} ${what}.`);
}
