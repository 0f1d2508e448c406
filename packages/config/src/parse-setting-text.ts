import type { Setting } from './flag.js';
import { parseList } from './parse-list.js';

const switchWords: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

/**
 * Converts a text from the environment or the command line. `1`, `yes` and `on` are true; lists are parsed by
 * {@link parseList}. Anything else stays text, and the check of the value reports it.
 */
export function parseSettingText({ kind }: Setting, text: string): unknown {
  if (kind.type === 'switch') return switchWords.get(text.toLowerCase()) ?? text;
  if (kind.type === 'list') return parseList(text);
  if (kind.type === 'duration') return kind.endless ? parseEndless(text) : text;
  const isNumber = kind.type === 'integer' || kind.type === 'count';
  return isNumber && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** Words for switches are accepted as well: none of them is a duration. An option without a value is true. */
function parseEndless(text: string): unknown {
  return text === '' ? true : (switchWords.get(text.toLowerCase()) ?? text);
}
