import type { WildmatchOptions } from './wildmatch-options.js';

export interface ByteSet {
  /** 1 for each byte in the set, else 0. */
  readonly table: Uint8Array;
  /** Position after the closing `]`. */
  readonly end: number;
}

/**
 * Parses a set such as `[a-z]`, `[!x]`, `[^[:digit:]_]` as git's `wildmatch` does. Undefined if the set isn't closed or names
 * an unknown class.
 * @param start Position of the opening `[`.
 */
export function parseByteSet(
  pattern: string,
  start: number,
  { pathname, ignoreCase }: WildmatchOptions,
): ByteSet | undefined {
  const members = new Uint8Array(256);
  const negated = /^[!^]/.test(pattern.slice(start + 1, start + 2));
  let at = start + (negated ? 2 : 1);
  // The last single character, which a following `-` makes the start of a range; 0 if there is none.
  let previous = 0;
  do {
    const item = parseItem(pattern, at, previous, ignoreCase);
    if (item === undefined) return undefined;
    for (const code of item.codes) members[code] = 1;
    previous = item.last;
    at = item.end;
    // The loop runs at least once, so a `]` in first position is a member.
  } while (pattern.charAt(at) !== ']');
  const table = members.map((member) => (negated ? 1 - member : member));
  if (pathname) table[0x2f] = 0;
  return { table, end: at + 1 };
}

interface SetItem {
  readonly codes: Iterable<number>;
  readonly last: number;
  readonly end: number;
}

function parseItem(
  pattern: string,
  at: number,
  previous: number,
  ignoreCase: boolean,
): SetItem | undefined {
  const char = pattern.charAt(at);
  if (char === '') return undefined;
  if (char === '\\') return parseSingle(pattern, at + 1);
  const next = pattern.charAt(at + 1);
  if (char === '-' && previous !== 0 && next !== '' && next !== ']') {
    const high = at + (next === '\\' ? 2 : 1);
    if (high >= pattern.length) return undefined;
    const codes = range(previous, pattern.charCodeAt(high), ignoreCase);
    return { codes, last: 0, end: high + 1 };
  }
  return char === '[' && next === ':'
    ? parseClass(pattern, at, ignoreCase)
    : parseSingle(pattern, at);
}

function parseSingle(pattern: string, at: number): SetItem | undefined {
  if (at >= pattern.length) return undefined;
  const code = pattern.charCodeAt(at);
  return { codes: [code], last: code, end: at + 1 };
}

function parseClass(pattern: string, at: number, ignoreCase: boolean): SetItem | undefined {
  const close = pattern.indexOf(']', at + 2);
  if (close === -1) return undefined;
  // Without `:]` the `[` is an ordinary member.
  if (close === at + 2 || pattern.charAt(close - 1) !== ':') return parseSingle(pattern, at);
  const name = pattern.slice(at + 2, close - 1);
  const accepts = classes.get(name);
  if (accepts === undefined) return undefined;
  const codes = Array.from({ length: 128 }, (_, code) => code).filter((code) =>
    accepts.test(String.fromCharCode(code)),
  );
  // If case is ignored, texts are lowercased, so `[:upper:]` must match lower case as well.
  const folded = ignoreCase && name === 'upper' ? range(0x61, 0x7a, false) : [];
  return { codes: [...codes, ...folded], last: 0, end: close + 1 };
}

function range(low: number, high: number, ignoreCase: boolean): number[] {
  const codes: number[] = [];
  for (let code = low; code <= high; code++) {
    codes.push(code);
    if (ignoreCase && code >= 0x41 && code <= 0x5a) codes.push(code + 0x20);
  }
  return codes;
}

/** ASCII only, as in git. */
const classes: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[0-9A-Za-z]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  ['cntrl', /[\0-\u001f\u007f]/],
  ['digit', /[0-9]/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  // git's own definition: neither vertical tab nor form feed.
  ['space', /[ \t\n\r]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[0-9A-Fa-f]/],
]);
