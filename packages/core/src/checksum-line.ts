/** The line of a checksum file, as `sha256sum` writes it in binary mode off, and `sha256sum -c` reads it. */
export function formatChecksumLine(sha256: string, fileName: string): string {
  const escaped = fileName.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === fileName ? '' : '\\'}${sha256}  ${escaped}\n`;
}

/** Digest and file name of a checksum file with one line, or undefined if it isn't one. */
export function parseChecksumLine(text: string): { sha256: string; fileName: string } | undefined {
  const match = /^(\\?)([0-9a-fA-F]{64}) [ *]([^\r\n]+)\r?\n?$/.exec(text);
  if (match === null) return undefined;
  const [, escaped, sha256 = '', name = ''] = match;
  const fileName =
    escaped === '' ? name : name.replaceAll(/\\[\\nr]/g, (code) => unescaped[code] as string);
  return { sha256: sha256.toLowerCase(), fileName };
}

const unescaped: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };
