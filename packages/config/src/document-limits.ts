import { isQuote, skipString } from './skip-text.js';

/** In MiB. Far larger than any settings file. */
export const mostFileMebibytes = 1;

/** A limit that a settings file breaks, and where. */
export interface BrokenLimit {
  readonly message: string;
  /** Index in the text. */
  readonly at: number;
}

/** Far more than any settings file needs. */
const deepest = 32;
const mostKeys = 10_000;

/**
 * The first limit that a TOML or JSON text breaks. A foreign tree's file is hostile input: parsers need quadratic time for some
 * texts, or a stack as deep as the text. This scan is linear in the length of the text, valid or not.
 */
export function brokenLimit(text: string): BrokenLimit | undefined {
  let depth = 0;
  let keys = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (isQuote(char)) at = Math.max(at, skipString(text, at) - 1);
    else if (char === '#') at = endOfLine(text, at);
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    else if (char === '.') dots++;
    if (char === '=' || char === ':' || (char === '[' && depth === 1)) keys++;
    // None of these can stand between the parts of one key.
    if ('\n=:,[]{}#'.includes(char)) dots = 0;
    if (depth > deepest) return { message: `is nested more than ${deepest} levels deep`, at };
    if (dots >= deepest) return { message: `has a key of more than ${deepest} parts`, at };
    if (keys > mostKeys) return { message: `has more than ${mostKeys} keys and tables`, at };
  }
  return undefined;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end - 1;
}
