/** Formats the line of a checksum file as `sha256sum` does in text mode, so that `sha256sum -c` accepts it. */
export function formatChecksumLine(sha256: string, fileName: string): string {
  const escaped = fileName.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === fileName ? '' : '\\'}${sha256}  ${escaped}\n`;
}

/** Parses a checksum file that has one line. Undefined if `text` isn't one. */
export function parseChecksumLine(text: string): { sha256: string; fileName: string } | undefined {
  const match = /^(\\?)([0-9a-fA-F]{64}) [ *]([^\r\n]+)\r?\n?$/.exec(text);
  if (match === null) return undefined;
  const [, escaped, sha256 = '', name = ''] = match;
  const fileName =
    escaped === '' ? name : name.replaceAll(/\\[\\nr]/g, (code) => unescaped[code] as string);
  return { sha256: sha256.toLowerCase(), fileName };
}

const unescaped: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };
