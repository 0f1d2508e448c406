import { parse } from 'smol-toml';
import { createKeyScanner, type KeyPath, type LineOf } from './key-scanner.js';

/** The lines of a TOML document's keys. It was parsed before: a valid one is supposed. */
export function tomlKeyLines(text: string): LineOf {
  const scanner = createKeyScanner(text, { separator: '=', unquote });
  let table: KeyPath = [];
  for (let next = scanner.next(); next !== undefined; next = scanner.next()) {
    if (next === '[') {
      table = scanHeader(scanner);
      continue;
    }
    const before = scanner.place();
    scanner.scanEntry(table);
    // What can't be read as an entry isn't TOML: better no line than no end.
    if (scanner.place() === before) break;
  }
  return scanner.lineOf;
}

/** `[table]` or `[[table]]`; of the latter the first one's keys are found. */
function scanHeader(scanner: ReturnType<typeof createKeyScanner>): KeyPath {
  const place = scanner.place();
  while (scanner.next() === '[') scanner.advance();
  const table = scanner.readKey();
  scanner.note(table, place);
  while (scanner.next() === ']') scanner.advance();
  return table;
}

function unquote(quoted: string): string {
  return Object.keys(parse(`${quoted} = 0`))[0] ?? '';
}
