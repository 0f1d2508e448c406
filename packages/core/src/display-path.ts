// Controls, line and paragraph separators, bidirectional controls and zero-width characters (the "Trojan Source" set), and
// the lone surrogates that stand for bytes that aren't UTF-8.
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
};

/**
 * Escapes a path for display on a terminal or in a document. Characters that could move the cursor, reorder text or be
 * invisible become escapes (`\n`, `\u202E`, `\xFF` for a byte that isn't UTF-8). Backslashes are doubled, so that different
 * paths never look the same.
 */
export function displayPath(path: string): string {
  return path.replace(unsafe, (char) => named[char] ?? escape(char.charCodeAt(0)));
}

function escape(code: number): string {
  const hex = (value: number, digits: number) =>
    value.toString(16).toUpperCase().padStart(digits, '0');
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`;
  return code < 0x20 || code === 0x7f ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}
