import { type Brackets, findBrackets } from './find-brackets.js';
import { parseSet, type SetNode } from './parse-set.js';

/** A part of a pattern. Adjacent literals are merged. */
export type GlobNode =
  | { readonly type: 'literal'; readonly text: string }
  /** `?`: one character of a name. */
  | { readonly type: 'one' }
  /** `*`: any number of characters of a name. */
  | { readonly type: 'star' }
  /** `**` at the end of a pattern: any number of characters, slashes too. */
  | { readonly type: 'deep' }
  /** `**` and the slash after it: any number of directories, possibly none. */
  | { readonly type: 'parents' }
  | SetNode
  | GroupNode;

export interface GroupNode {
  readonly type: 'group';
  /** `@` one alternative, `?` none or one, `*` any number, `+` at least one, `!` anything else. */
  readonly mark: '@' | '?' | '*' | '+' | '!';
  readonly alternatives: readonly (readonly GlobNode[])[];
  /** Whether an alternative contains a slash. */
  readonly hasSlash: boolean;
}

/** Parses a pattern whose braces are expanded. Every text is valid: characters without a special meaning are literal. */
export function parsePattern(pattern: string): readonly GlobNode[] {
  const brackets = findBrackets(pattern);
  return parseSequence({ pattern, brackets, at: 0 }, pattern.length);
}

interface Cursor {
  readonly pattern: string;
  readonly brackets: Brackets;
  at: number;
}

function parseSequence(cursor: Cursor, end: number): GlobNode[] {
  const start = cursor.at;
  const nodes: GlobNode[] = [];
  while (cursor.at < end) {
    const node = parseNode(cursor, start, end);
    const last = nodes.at(-1);
    if (node.type === 'literal' && last?.type === 'literal') {
      nodes[nodes.length - 1] = { type: 'literal', text: last.text + node.text };
    } else if (node.type !== 'star' || last?.type !== 'star') {
      nodes.push(node);
    }
  }
  return nodes;
}

function parseNode(cursor: Cursor, start: number, end: number): GlobNode {
  const { pattern, brackets, at } = cursor;
  const char = pattern[at] as string;
  const groupEnd = '@?*+!'.includes(char) ? brackets.parentheses.get(at + 1) : undefined;
  if (groupEnd !== undefined) return parseGroup(cursor, groupEnd);
  if (char === '*') return parseStars(cursor, start, end);
  if (char === '[') {
    const setEnd = brackets.sets.get(at);
    if (setEnd !== undefined) return parseBracket(cursor, setEnd);
  }
  cursor.at += char === '\\' && at + 1 < end ? 2 : 1;
  if (char === '?') return { type: 'one' };
  return { type: 'literal', text: pattern[cursor.at - 1] as string };
}

function parseStars(cursor: Cursor, start: number, end: number): GlobNode {
  const { pattern, brackets, at } = cursor;
  let after = at;
  while (pattern[after] === '*' && !brackets.parentheses.has(after + 1)) after++;
  cursor.at = after;
  const startsPart = at === start || pattern[at - 1] === '/';
  if (after - at !== 2 || !startsPart) return { type: 'star' };
  if (after === end) return { type: 'deep' };
  if (pattern[after] !== '/') return { type: 'star' };
  cursor.at++;
  return { type: 'parents' };
}

/** As in fast-glob, a set without any of these characters also matches its own text. */
const special = /[-*+?.^${}(|)[\]\\]/;

function parseBracket(cursor: Cursor, end: number): GlobNode {
  const text = cursor.pattern.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  const set = parseSet(text);
  if (set.negated || special.test(text)) return set;
  // Matches files such as the route `[id]` of a web framework.
  const itself = { type: 'literal', text: `[${text}]` } as const;
  return {
    type: 'group',
    mark: '@',
    alternatives: [[set], [itself]],
    hasSlash: text.includes('/'),
  };
}

function parseGroup(cursor: Cursor, end: number): GroupNode {
  const { pattern, brackets } = cursor;
  const mark = pattern[cursor.at] as GroupNode['mark'];
  const start = cursor.at + 2;
  const alternatives: GlobNode[][] = [];
  cursor.at = start;
  for (let at = start; at <= end; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (at === end || char === '|') {
      alternatives.push(parseSequence(cursor, at));
      cursor.at = at + 1;
    } else at = brackets.sets.get(at) ?? brackets.parentheses.get(at) ?? at;
  }
  return { type: 'group', mark, alternatives, hasSlash: pattern.slice(start, end).includes('/') };
}
