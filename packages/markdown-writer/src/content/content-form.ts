import { isUtf8 } from 'node:buffer';
import type { ContentEncoding } from '@create-dump/core';
import type { ByteScan } from '../scanning/scan-bytes.js';

/** How a content can be shown: as it is, as UTF-8 text that turns back into the same bytes, or not at all. */
export type ContentForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'transcoded'; readonly encoding: ContentEncoding; readonly text: string }
  | { readonly kind: 'binary' };

/** Judges a whole content by its bytes, and by what a scan of them has found. */
export function contentForm(
  bytes: Buffer,
  { hasNul, isAscii }: Pick<ByteScan, 'hasNul' | 'isAscii'>,
): ContentForm {
  if (!hasNul && (isAscii || isUtf8(bytes))) return { kind: 'text' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16('utf-16be', bytes);
  if (!hasNul && !hasControls(bytes)) {
    return { kind: 'transcoded', encoding: 'latin1', text: bytes.toString('latin1') };
  }
  return { kind: 'binary' };
}

function utf16(encoding: 'utf-16le' | 'utf-16be', bytes: Buffer): ContentForm {
  if (bytes.length % 2 !== 0) return { kind: 'binary' };
  const littleEndian = encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16();
  const text = littleEndian.toString('utf16le');
  return text.isWellFormed() && !text.includes('\0')
    ? { kind: 'transcoded', encoding, text }
    : { kind: 'binary' };
}

// Text in an eight-bit encoding has backspace to carriage return (8–13) and escape (27), and no other control below 32.
function hasControls(bytes: Buffer): boolean {
  return bytes.some((byte) => byte < 32 && (byte < 8 || byte > 13) && byte !== 27);
}
