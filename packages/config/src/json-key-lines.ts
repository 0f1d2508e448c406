import { createKeyScanner, type LineOf } from './key-scanner.js';

/** The lines of a JSON document's keys. It was parsed before: a valid one is supposed. */
export function jsonKeyLines(text: string): LineOf {
  const scanner = createKeyScanner(text, {
    separator: ':',
    unquote: (quoted) => String(JSON.parse(quoted)),
  });
  scanner.scanValue([]);
  return scanner.lineOf;
}
