import { createKeyLines, type LineOf } from './key-lines.js';
import { scanValue } from './scan-keys.js';

/** The lines of the keys in a valid JSON document. */
export function jsonKeyLines(text: string): LineOf {
  const { note, lineOf } = createKeyLines(text);
  const unquote = (quoted: string) => String(JSON.parse(quoted));
  scanValue({ text, separator: ':', unquote, note }, 0, []);
  return lineOf;
}
