import type { KeyPath } from './key-lines.js';
import { isQuote, skipNested, skipSpace, skipString } from './skip-text.js';

/**
 * How to scan a document for the places of its keys, which parsers don't report. The document is known to be valid. Strings and
 * comments are those of TOML, a superset of JSON's; the other differences are here.
 */
export interface KeyScan {
  readonly text: string;
  /** The character between a key and its value. */
  readonly separator: ':' | '=';
  /** Decodes a quoted key. */
  readonly unquote: (quoted: string) => string;
  readonly note: (path: KeyPath, place: number) => void;
}

/** Deeper values are skipped without recursion; no setting is nested so deeply. */
const deepest = 8;

/** Notes a key and the keys in its value; returns the end of the value. */
export function scanEntry(scan: KeyScan, at: number, path: KeyPath): number {
  const { key, end } = readKey(scan, at);
  const whole = [...path, ...key];
  scan.note(whole, at);
  return scanValue(scan, scan.text[end] === scan.separator ? end + 1 : end, whole);
}

/** Notes the keys in a value; returns its end. */
export function scanValue(scan: KeyScan, from: number, path: KeyPath): number {
  const { text } = scan;
  const at = skipSpace(text, from);
  const char = text[at] ?? '';
  if (isQuote(char)) return skipString(text, at);
  if (char === '[' || char === '{') {
    return path.length > deepest ? skipNested(text, at) : scanItems(scan, at, path);
  }
  let end = at;
  while (end < text.length && !',]}#\n'.includes(text[end] ?? '')) end++;
  return end;
}

/** The parts of a key, dotted or not, and its end. */
export function readKey(
  { text, unquote }: KeyScan,
  from: number,
): { readonly key: readonly string[]; readonly end: number } {
  const key: string[] = [];
  for (let at = skipSpace(text, from); ; at = skipSpace(text, at + 1)) {
    let end = at;
    if (isQuote(text[at] ?? '')) {
      end = skipString(text, at);
      key.push(unquote(text.slice(at, end)));
    } else {
      while (/[\w-]/.test(text[end] ?? '')) end++;
      key.push(text.slice(at, end));
    }
    at = skipSpace(text, end);
    if (text[at] !== '.') return { key, end: at };
  }
}

function scanItems(scan: KeyScan, open: number, path: KeyPath): number {
  const { text } = scan;
  const isList = text[open] === '[';
  let at = skipSpace(text, open + 1);
  for (let index = 0; text[at] !== (isList ? ']' : '}'); index++) {
    const item = [...path, index];
    if (isList) scan.note(item, at);
    const end = skipSpace(text, isList ? scanValue(scan, at, item) : scanEntry(scan, at, path));
    const next = text[end] === ',' ? skipSpace(text, end + 1) : end;
    // Only in an invalid document: stop rather than loop.
    if (next === at || next >= text.length) return text.length;
    at = next;
  }
  return at + 1;
}
