import type { Setting } from './flag.js';

const switchWords: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

/**
 * Converts a text from the environment or the command line. `1`, `yes` and `on` are true; lists are JSON, or separated by commas
 * outside braces. Anything else stays text, and the check of the value reports it.
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

function parseList(text: string): readonly unknown[] {
  const items = /^\s*\[\s*["\]]/.test(text) ? parseJsonList(text) : undefined;
  return items ?? splitOutsideBraces(text).map((item) => item.trim());
}

function splitOutsideBraces(text: string): readonly string[] {
  const items = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '{') depth++;
    else if (char === '}') depth--;
    if (char === ',' && depth <= 0) items.push('');
    else items[items.length - 1] += char;
  }
  return items;
}

function parseJsonList(text: string): readonly unknown[] | undefined {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items : undefined;
  } catch {
    return undefined;
  }
}
