import { decodePath } from './read-dump.js';
import type { PageRecord } from './read-dump.js';
import type { LineRange } from './content-view.js';

/** Address of a file and lines of it: `#p=<percent-encoded path>&l=20-25`, `#b=<base64url>` for a path that isn't UTF-8. */
export function formatPermalink({ path, pathBase64 }: PageRecord, range?: LineRange): string {
  const file =
    pathBase64 === undefined
      ? `p=${encodeURIComponent(path)}`
      : `b=${pathBase64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
  if (range === undefined) return `#${file}`;
  return `#${file}&l=${range.from}${range.to === range.from ? '' : `-${range.to}`}`;
}

export interface Permalink {
  readonly path?: string;
  readonly range?: LineRange;
}

/** The inverse of {@link formatPermalink}. What can't be parsed is left out. */
export function parsePermalink(hash: string): Permalink {
  const parts = new Map(
    hash
      .replace(/^#/u, '')
      .split('&')
      .map((part) => [part.slice(0, 1), part.slice(2)]),
  );
  const path = readPath(parts.get('p'), parts.get('b'));
  if (path === undefined) return {};
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/u.exec(parts.get('l') ?? '') ?? [];
  if (from === undefined || Number(from) < 1) return { path };
  return { path, range: { from: Number(from), to: Math.max(Number(from), Number(to ?? from)) } };
}

function readPath(plain: string | undefined, base64: string | undefined): string | undefined {
  try {
    if (plain !== undefined) return decodeURIComponent(plain);
    if (base64 === undefined) return undefined;
    const bytes = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
    return decodePath(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
