import { decodePath, encodePath } from '@create-dump/core';

/** Parses the code span of one of our headings and undoes its escapes. Undefined unless the heading is a single code span. */
export function parseHeadingPath(heading: string): string | undefined {
  const [, ticks = '', inner = ''] = /^(`+)(.*[^`]|)\1$/.exec(heading.trim()) ?? [];
  if (ticks === '' || inner.includes(ticks)) return undefined;
  const isPadded = /^ .* $/.test(inner) && inner.trim() !== '';
  const shown = isPadded ? inner.slice(1, -1) : inner;
  const path = shown.replaceAll(escapes, (_, code: string) => unescape(code));
  return decodePath(encodePath(path));
}

const escapes = /\\(\\|[nrt]|x[0-9A-F]{2}|u[0-9A-F]{4})/g;

function unescape(code: string): string {
  const simple = { '\\': '\\', n: '\n', r: '\r', t: '\t' }[code];
  if (simple !== undefined) return simple;
  const value = Number.parseInt(code.slice(1), 16);
  // From 0x80 on, `\xHH` is a byte that isn't valid UTF-8, which paths represent by a lone surrogate.
  return String.fromCharCode(code.startsWith('x') && value >= 0x80 ? 0xdc00 + value : value);
}
