import { findBrackets } from './find-brackets.js';

/** Maximum number of patterns that one expands to. */
const countLimit = 1000;

/** Maximum total length of these patterns, in characters. */
const sizeLimit = 65_536;

type Expansion = { readonly patterns: readonly string[] } | { readonly fault: string };

/**
 * Expands `{a,b}`, `{1..12}` and `{a..e..2}`, nested or not, as a shell does. Commas in `[…]` and `(…)` don't separate
 * alternatives. Braces that are no such list or range are left unchanged. `fault` completes the sentence "The pattern …".
 */
export function expandBraces(pattern: string): Expansion {
  if (!pattern.includes('{')) return { patterns: [pattern] };
  const patterns = expand(pattern, findBraces(pattern), 0, pattern.length);
  if (patterns !== undefined) return { patterns };
  return {
    fault: `expands to more than ${countLimit} patterns or ${sizeLimit} characters`,
  };
}

interface Brace {
  readonly start: number;
  readonly commas: number[];
  end: number;
}

type Braces = ReadonlyMap<number, Brace>;

function findBraces(pattern: string): Braces {
  const { sets, parentheses } = findBrackets(pattern);
  const closings = new Set(parentheses.values());
  const found = new Map<number, Brace>();
  const open: (Brace | 'parenthesis')[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    const last = open.at(-1);
    if (char === '\\') at++;
    else if (char === '[') at = sets.get(at) ?? at;
    else if (char === '{') open.push({ start: at, commas: [], end: at });
    else if (parentheses.has(at)) open.push('parenthesis');
    else if (closings.has(at)) open.length = Math.max(open.lastIndexOf('parenthesis'), 0);
    else if (last === undefined || last === 'parenthesis') continue;
    else if (char === ',') last.commas.push(at);
    else if (char === '}') {
      last.end = at;
      found.set(last.start, last);
      open.pop();
    }
  }
  return found;
}

/** Returns undefined if a limit is exceeded. */
function expand(
  pattern: string,
  braces: Braces,
  start: number,
  end: number,
): readonly string[] | undefined {
  let heads: readonly string[] = [''];
  let at = start;
  for (let next = start; next < end; next++) {
    const brace = pattern[next] === '{' ? braces.get(next) : undefined;
    if (brace === undefined) continue;
    const values = valuesOf(pattern, braces, brace);
    if (values === 'literal') continue;
    const joined = values && join(heads, pattern.slice(at, next), values);
    if (joined === undefined) return undefined;
    heads = joined;
    at = brace.end + 1;
    next = brace.end;
  }
  return join(heads, pattern.slice(at, end), ['']);
}

function join(
  heads: readonly string[],
  middle: string,
  tails: readonly string[],
): readonly string[] | undefined {
  if (heads.length * tails.length > countLimit) return undefined;
  const joined = heads.flatMap((head) => tails.map((tail) => head + middle + tail));
  const size = joined.reduce((sum, { length }) => sum + length, 0);
  return size > sizeLimit ? undefined : joined;
}

function valuesOf(
  pattern: string,
  braces: Braces,
  { start, commas, end }: Brace,
): readonly string[] | undefined | 'literal' {
  if (commas.length === 0) return expandRange(pattern.slice(start + 1, end));
  const values: string[] = [];
  let from = start + 1;
  for (const to of [...commas, end]) {
    const expanded = expand(pattern, braces, from, to);
    if (expanded === undefined || values.length + expanded.length > countLimit) return undefined;
    values.push(...expanded);
    from = to + 1;
  }
  return values;
}

const range = /^(?:(-?\d+)\.\.(-?\d+)|([a-z])\.\.([a-z]))(?:\.\.(-?\d+))?$/i;

/** The values of `1..12` or `a..e`, with leading zeros if an end has some, and of `0..10..2`. */
function expandRange(text: string): readonly string[] | undefined | 'literal' {
  const found = range.exec(text);
  if (found === null) return 'literal';
  const [, from, to, firstLetter, lastLetter, step = '1'] = found;
  const isLetters = firstLetter !== undefined;
  const first = isLetters ? firstLetter.charCodeAt(0) : Number(from);
  const last = isLetters ? (lastLetter as string).charCodeAt(0) : Number(to);
  const stride = Math.abs(Number(step)) || 1;
  const count = Math.floor(Math.abs(last - first) / stride) + 1;
  if (!(count <= countLimit)) return undefined;
  const padded = [from, to].filter((value) => value !== undefined && /^-?0\d/.test(value));
  const width = padded.length > 0 ? Math.max(from?.length ?? 0, to?.length ?? 0) : 0;
  const direction = last < first ? -stride : stride;
  return Array.from({ length: count }, (_, at) => {
    const value = first + at * direction;
    // Some characters between Z and a are special.
    return isLetters ? String.fromCharCode(value).replace(/\W/, '\\$&') : pad(value, width);
  });
}

function pad(value: number, width: number): string {
  const sign = value < 0 ? '-' : '';
  return sign + String(Math.abs(value)).padStart(width - sign.length, '0');
}
