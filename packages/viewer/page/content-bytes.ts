import type { ContentEncoding } from '@create-dump/core';
import type { PageRecord } from './read-dump.js';
import { fromBase64 } from './read-dump.js';

/** The original bytes of a content, from its form in the dump. */
export function originalBytes(
  stored: Uint8Array<ArrayBuffer>,
  encoding: ContentEncoding | undefined,
): Uint8Array<ArrayBuffer> {
  if (encoding === undefined) return stored;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(stored);
  if (encoding === 'base64') return fromBase64(text.replaceAll('\n', ''));
  if (encoding === 'latin1') return Uint8Array.from(text, (char) => char.charCodeAt(0));
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++)
    view.setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}

export type Proof = 'proved' | 'differs' | 'unchecked';

/** Compares a content with its digest in the manifest. `unchecked` where the browser has no WebCrypto. */
export async function proveContent(
  stored: Uint8Array<ArrayBuffer>,
  record: PageRecord,
): Promise<Proof> {
  const expected = record.shownSha256 ?? record.sha256;
  if (expected === undefined) return 'unchecked';
  const digest = await digestOf(originalBytes(stored, record.encoding));
  return digest === undefined ? 'unchecked' : digest === expected ? 'proved' : 'differs';
}

/** SHA-256, hexadecimal. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  // Absent where the page isn't a secure context.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return undefined;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
