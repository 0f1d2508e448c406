import { parseByteSet } from './parse-byte-set.js';
import type { WildmatchOptions } from './wildmatch-options.js';

/**
 * Compiles a pattern as git's `wildmatch` reads it. Pattern and texts are byte text.
 *
 * Matching takes at most pattern × text steps; there is no exponential backtracking. If all stars are of one kind, only the
 * last one is retried. Otherwise the tokens are applied one by one to the set of positions that the previous ones can reach.
 */
export function compileWildmatch(
  pattern: string,
  options: WildmatchOptions,
): (text: string) => boolean {
  const tokens = tokenize(pattern, options);
  // As in git, a pattern with an invalid set matches nothing.
  if (tokens === undefined) return () => false;
  const match = hasEqualStars(tokens) ? matchPlain : matchTokens;
  return (text) => match(tokens, options.ignoreCase ? lowerAscii(text) : text);
}

/** Lowercases ASCII letters only, as git does to compare without case. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

type Token =
  /** Any byte whose entry in the table is 1. */
  | { readonly kind: 'set'; readonly table: Uint8Array }
  | { readonly kind: 'byte'; readonly code: number }
  | { readonly kind: 'star'; readonly crossesSlash: boolean }
  /** `**` and the slash after it: zero or more directories. */
  | { readonly kind: 'directories' };

const slash = 0x2f;

function tokenize(pattern: string, options: WildmatchOptions): Token[] | undefined {
  const { pathname, ignoreCase } = options;
  const tokens: Token[] = [];
  const any = allBytes(pathname);
  let at = 0;
  while (at < pattern.length) {
    const char = pattern.charAt(at);
    if (char === '*') {
      const end = endOfStars(pattern, at);
      const boundary = end - at > 1 && isBoundary(pattern, at, end);
      const directories = pathname && boundary && pattern.charAt(end) === '/';
      tokens.push(
        directories
          ? { kind: 'directories' }
          : { kind: 'star', crossesSlash: !pathname || boundary },
      );
      at = directories ? end + 1 : end;
    } else if (char === '?') {
      tokens.push({ kind: 'set', table: any });
      at++;
    } else if (char === '[') {
      const set = parseByteSet(pattern, at, options);
      if (set === undefined) return undefined;
      tokens.push({ kind: 'set', table: set.table });
      at = set.end;
    } else {
      const isEscaped = char === '\\';
      if (isEscaped) at++;
      if (at === pattern.length) return undefined;
      const literal = pattern.charAt(at);
      // As in git, an escaped capital isn't folded, so if case is ignored it matches nothing.
      const folded = ignoreCase && !isEscaped ? lowerAscii(literal) : literal;
      tokens.push({ kind: 'byte', code: folded.charCodeAt(0) });
      at++;
    }
  }
  return tokens;
}

function endOfStars(pattern: string, from: number): number {
  let at = from;
  while (pattern.charAt(at) === '*') at++;
  return at;
}

/** Whether the stars from `start` to `end` are a whole path component. */
function isBoundary(pattern: string, start: number, end: number): boolean {
  const opens = start === 0 || pattern.charAt(start - 1) === '/';
  const closes =
    end === pattern.length || pattern.charAt(end) === '/' || pattern.startsWith('\\/', end);
  return opens && closes;
}

function allBytes(exceptSlash: boolean): Uint8Array {
  const table = new Uint8Array(256).fill(1);
  if (exceptSlash) table[slash] = 0;
  return table;
}

/** Whether all stars stop at slashes, or none does. */
function hasEqualStars(tokens: readonly Token[]): boolean {
  const stars = tokens.filter(({ kind }) => kind === 'star' || kind === 'directories');
  const crossing = stars.filter((token) => token.kind === 'star' && token.crossesSlash);
  return (
    stars.every(({ kind }) => kind === 'star') &&
    (crossing.length === 0 || crossing.length === stars.length)
  );
}

/** Matches patterns with equal stars. Retrying the last star is enough: shortest matches leave the most to later stars. */
function matchPlain(tokens: readonly Token[], text: string): boolean {
  let next = 0;
  let at = 0;
  let star: Token | undefined;
  let afterStar = 0;
  let starEnd = 0;
  while (at < text.length) {
    const token = tokens[next];
    if (token?.kind === 'star') {
      star = token;
      afterStar = ++next;
      starEnd = at;
    } else if (token !== undefined && takes(token, text.charCodeAt(at))) {
      next++;
      at++;
    } else if (star?.kind === 'star' && (star.crossesSlash || text.charCodeAt(starEnd) !== slash)) {
      next = afterStar;
      at = ++starEnd;
    } else {
      return false;
    }
  }
  while (tokens[next]?.kind === 'star') next++;
  return next === tokens.length;
}

function takes(token: Token, code: number): boolean {
  if (token.kind === 'byte') return token.code === code;
  return token.kind === 'set' && token.table[code] === 1;
}

function matchTokens(tokens: readonly Token[], text: string): boolean {
  // 1 at each position of the text where the tokens so far can end.
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(text.length + 1);
    if (!advance(token, text, reached, next)) return false;
    reached = next;
  }
  return reached[text.length] === 1;
}

/** Applies a token: fills `next` from `reached`. False if no position is reachable. */
function advance(token: Token, text: string, reached: Uint8Array, next: Uint8Array): boolean {
  let open = false;
  let alive = false;
  for (let at = 0; at <= text.length; at++) {
    const here = reached[at] === 1;
    const code = at < text.length ? text.charCodeAt(at) : -1;
    switch (token.kind) {
      case 'byte':
        if (here && code === token.code) alive = mark(next, at + 1);
        break;
      case 'set':
        if (here && code >= 0 && token.table[code] === 1) alive = mark(next, at + 1);
        break;
      case 'star':
        open ||= here;
        if (open) alive = mark(next, at);
        if (code === slash && !token.crossesSlash) open = false;
        break;
      case 'directories':
        open ||= here;
        if (here) alive = mark(next, at);
        if (open && code === slash) alive = mark(next, at + 1);
        break;
    }
  }
  return alive;
}

function mark(positions: Uint8Array, at: number): true {
  positions[at] = 1;
  return true;
}
