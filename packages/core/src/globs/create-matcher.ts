import { buildAutomaton } from './build-automaton.js';
import type { GlobNode } from './parse-pattern.js';
import { reaches } from './run-automaton.js';

/** Matches the rest of a path, from an index on. */
export type Matcher = (path: string, start: number) => boolean;

/**
 * Returns the cheapest matcher for the nodes: string comparisons for literals and patterns with one wildcard, else an
 * automaton that runs only on paths that contain the literal parts.
 *
 * @param isName What is matched contains no slash.
 */
export function createMatcher(nodes: readonly GlobNode[], isName: boolean): Matcher {
  const [prefix, afterPrefix] = takeLiteral(nodes, 0);
  const [suffix, beforeSuffix] = takeLiteral(nodes, -1);
  const texts = nodes.flatMap((node) => (node.type === 'literal' ? [node.text] : []));
  // Comparing strings would find a lone surrogate within a pair.
  const comparable = texts.every((text) => text.isWellFormed());
  const middle = nodes.slice(afterPrefix, beforeSuffix);
  if (comparable && nodes.length <= 1 && middle.length === 0) return matchText(prefix);
  const wildcard = toWildcard(middle, isName, suffix);
  if (comparable && wildcard !== undefined) return matchWildcard(prefix, suffix, wildcard);
  const automaton = buildAutomaton(nodes);
  const needed = texts.reduce(
    (longest, text) => (text.length > longest.length ? text : longest),
    '',
  );
  return (path, start) =>
    path.endsWith(suffix) &&
    path.startsWith(prefix, start) &&
    path.includes(needed, start) &&
    reaches(automaton, path, start);
}

function takeLiteral(nodes: readonly GlobNode[], at: 0 | -1): [string, number] {
  const node = nodes.at(at);
  const end = at === 0 ? 0 : nodes.length;
  return node?.type === 'literal' ? [node.text, at === 0 ? 1 : end - 1] : ['', end];
}

function matchText(text: string): Matcher {
  return (path, start) => path.length - start === text.length && path.endsWith(text);
}

/** What the only wildcard matches: no slash, or anything. Undefined for other nodes. */
function toWildcard(
  [first, second, third]: readonly GlobNode[],
  isName: boolean,
  suffix: string,
): 'name' | 'path' | undefined {
  if (first === undefined || third !== undefined) return undefined;
  if (second === undefined) {
    if (first.type === 'deep') return 'path';
    return first.type === 'star' ? (isName ? 'path' : 'name') : undefined;
  }
  const isAnyName = second.type === 'deep' || (second.type === 'star' && !suffix.includes('/'));
  return first.type === 'parents' && isAnyName ? 'path' : undefined;
}

function matchWildcard(prefix: string, suffix: string, wildcard: 'name' | 'path'): Matcher {
  const length = prefix.length + suffix.length;
  const isInName = (path: string, start: number) => {
    const slash = path.indexOf('/', start + prefix.length);
    return slash === -1 || slash >= path.length - suffix.length;
  };
  return (path, start) =>
    path.length - start >= length &&
    path.endsWith(suffix) &&
    path.startsWith(prefix, start) &&
    (wildcard === 'path' || isInName(path, start));
}
