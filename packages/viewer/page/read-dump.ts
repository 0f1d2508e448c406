import type { ContentEncoding, ManifestEnd, ManifestHeader, Redaction } from '@create-dump/core';

/** A record of the manifest, as the page uses it. */
export interface PageRecord {
  /** Number of the record in the manifest, from 0. */
  readonly number: number;
  /** The path as bytes are shown: bytes that aren't UTF-8 are lone surrogates. */
  readonly path: string;
  readonly pathBase64?: string;
  readonly mode?: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly offset?: number;
  readonly length?: number;
  readonly encoding?: ContentEncoding;
  readonly skipped?: string;
  readonly detail?: string;
  readonly unstable?: true;
  readonly change?: string;
  readonly renamedFrom?: string;
  readonly shownSize?: number;
  readonly shownSha256?: string;
  readonly redacted?: readonly Redaction[];
}

export interface Manifest {
  readonly header: ManifestHeader;
  readonly end: ManifestEnd;
  readonly records: readonly PageRecord[];
}

/** Finds the last line of the manifest in a dump; returns where it and the manifest begin. */
export function findManifest(dump: Uint8Array): { from: number; endLine: number; to: number } {
  const decoder = new TextDecoder();
  for (let to = dump.length; to > 0;) {
    const at = dump.lastIndexOf(10, to - 2) + 1;
    const text = decoder.decode(dump.subarray(at, to)).trim();
    if (text.startsWith('{"end":true')) {
      const { manifestOffset } = JSON.parse(text) as ManifestEnd;
      return { from: manifestOffset, endLine: at, to };
    }
    if (dump.length - at > 4096) break;
    to = at;
  }
  throw new Error('The dump in this page is incomplete: its manifest has no last line.');
}

/** Parses the lines of a manifest in slices, so that the page stays responsive. */
export async function parseManifest(
  bytes: Uint8Array,
  pause: () => Promise<void>,
): Promise<Manifest> {
  const decoder = new TextDecoder();
  const parsed: object[] = [];
  let started = performance.now();
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(10, at);
    const end = found === -1 ? bytes.length : found;
    if (end > at) parsed.push(JSON.parse(decoder.decode(bytes.subarray(at, end))) as object);
    at = end + 1;
    if (parsed.length % 512 === 0 && performance.now() - started > 12) {
      await pause();
      started = performance.now();
    }
  }
  const header = parsed.shift() as ManifestHeader;
  const end = parsed.pop() as ManifestEnd;
  const records = parsed.map((record, number) => {
    const { path, pathBase64 } = record as PageRecord;
    return Object.assign(record, {
      number,
      path: path ?? decodePath(fromBase64(pathBase64 ?? '')),
    });
  });
  return { header, end, records };
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const direct = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> })
    .fromBase64;
  if (direct !== undefined) return direct.call(Uint8Array, text);
  return Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (char) => char.charCodeAt(0));
}

/** As `decodePath` of core, which needs Node's `Buffer`: a byte that isn't UTF-8 becomes a lone surrogate. */
export function decodePath(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length;) {
    let taken = 0;
    for (let length = 1; length <= 4 && taken === 0 && at + length <= bytes.length; length++) {
      try {
        text += strict.decode(bytes.subarray(at, at + length));
        taken = length;
      } catch {
        // Not a sequence of this length.
      }
    }
    if (taken === 0) text += String.fromCharCode(0xdc00 + (bytes[at] as number));
    at += taken || 1;
  }
  return text;
}
