import { parse } from 'smol-toml';
import { createKeyLines, type KeyPath, type LineOf } from './key-lines.js';
import { type KeyScan, readKey, scanEntry } from './scan-keys.js';
import { skipSpace } from './skip-text.js';

/** The lines of the keys in a valid TOML document. */
export function tomlKeyLines(text: string): LineOf {
  const { note, lineOf } = createKeyLines(text);
  const scan: KeyScan = { text, separator: '=', unquote, note };
  let table: KeyPath = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const before = at;
    if (text[at] === '[') ({ table, at } = readHeader(scan, at));
    else at = scanEntry(scan, at, table);
    at = skipSpace(text, at);
    if (at === before) break;
  }
  return lineOf;
}

/** Reads `[table]` or `[[table]]`; all items of the latter share one path. */
function readHeader(scan: KeyScan, from: number): { readonly table: KeyPath; readonly at: number } {
  const { text, note } = scan;
  let at = from;
  while (text[at] === '[') at++;
  const { key, end } = readKey(scan, at);
  note(key, from);
  at = end;
  while (text[at] === ']') at++;
  return { table: key, at };
}

function unquote(quoted: string): string {
  return Object.keys(parse(`${quoted} = 0`))[0] ?? '';
}
