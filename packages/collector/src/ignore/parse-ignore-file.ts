import { decodePath } from '@create-dump/core';
import { type CompiledRule, compileIgnoreRule } from './compile-ignore-rule.js';

/** Parses an ignore file as git does (BOM, comments, CRLF, trailing blanks); returns the rules in file order. */
export function parseIgnoreFile(
  content: Buffer,
  source: string,
  ignoreCase: boolean,
): CompiledRule[] {
  const rules: CompiledRule[] = [];
  const hasMark = content.length >= 3 && content.readUIntBE(0, 3) === byteOrderMark;
  let line = 0;
  let at = hasMark ? 3 : 0;
  while (at < content.length) {
    const newline = content.indexOf(0x0a, at);
    const end = newline === -1 ? content.length : newline;
    line++;
    const text = content.toString('latin1', at, end);
    at = end + 1;
    if (text === '' || text.startsWith('#')) continue;
    const trimmed = trim(text);
    const isAscii = !/[^\0-\u007f]/.test(trimmed);
    const pattern = isAscii ? trimmed : decodePath(Buffer.from(trimmed, 'latin1'));
    rules.push(compileIgnoreRule({ source, line, text: trimmed, pattern }, ignoreCase));
  }
  return rules;
}

const byteOrderMark = 0xefbbbf;

/** Removes the CR of a CRLF, everything from a NUL on, and trailing blanks that aren't escaped. */
function trim(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (!text.endsWith(' ') && !text.includes('\0')) return text;
  const [untilNul = ''] = text.split('\0', 1);
  let kept = 0;
  for (let at = 0; at < untilNul.length; at++) {
    const char = untilNul.charAt(at);
    if (char === '\\') at++;
    if (char !== ' ') kept = at + 1;
  }
  return untilNul.slice(0, kept);
}
