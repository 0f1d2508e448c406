// How contents are read, judged and shown. Bytes come in, whole or in pieces; out go UTF-8 or base64, and the fence. The forms
// below are the only judge of whether a content is text: `showAsText` applies them to a content in memory, `surveyContent` to
// one that is read in pieces.
import { isUtf8 } from 'node:buffer';
import type { ContentEncoding } from '@create-dump/core';

/**
 * One way to show contents as UTF-8 from which the original bytes can be computed. It is applied to consecutive pieces,
 * each of which ends between two characters; the pieces can have any length.
 */
export interface TextForm {
  /** How the record names it. Undefined where the content stands in the dump as it is. */
  readonly encoding: Exclude<ContentEncoding, 'base64'> | undefined;
  /** The length of the character that `bytes` break off in: 0 to 3. */
  readonly brokenLength: (bytes: Buffer) => number;
  /** `bytes` as UTF-8, or undefined if a content of this form can't hold them. */
  readonly toUtf8: (bytes: Buffer) => Buffer | undefined;
}

/**
 * The forms that a content can have whose first bytes are `start` (two suffice), in the order in which they are tried. The
 * content has the first form that accepts all of it; it is binary if none does.
 */
export function textFormsOf(start: Uint8Array): readonly TextForm[] {
  if (start[0] === 0xff && start[1] === 0xfe) return littleEndianForms;
  if (start[0] === 0xfe && start[1] === 0xff) return bigEndianForms;
  return eightBitForms;
}

const utf8: TextForm = {
  encoding: undefined,
  brokenLength: brokenUtf8Length,
  toUtf8: (bytes) => (isUtf8(bytes) && !bytes.includes(0) ? bytes : undefined),
};

const latin1: TextForm = {
  encoding: 'latin1',
  brokenLength: () => 0,
  toUtf8: (bytes) => (hasControls(bytes) ? undefined : Buffer.from(bytes.toString('latin1'))),
};

const utf16le: TextForm = {
  encoding: 'utf-16le',
  brokenLength: (bytes) => brokenUtf16Length(bytes, 1),
  toUtf8: utf16leToUtf8,
};

const utf16be: TextForm = {
  encoding: 'utf-16be',
  brokenLength: (bytes) => brokenUtf16Length(bytes, 0),
  toUtf8: (bytes) =>
    bytes.length % 2 === 0 ? utf16leToUtf8(Buffer.from(bytes).swap16()) : undefined,
};

/** The bytes that a form with this `encoding` shows as `text`, which is UTF-8. */
export function fromUtf8(text: Buffer, encoding: TextForm['encoding']): Buffer {
  switch (encoding) {
    case undefined:
      return text;
    case 'latin1':
      return Buffer.from(text.toString('utf8'), 'latin1');
    case 'utf-16le':
      return Buffer.from(text.toString('utf8'), 'utf16le');
    case 'utf-16be':
      return Buffer.from(text.toString('utf8'), 'utf16le').swap16();
  }
}

const eightBitForms = [utf8, latin1];
const littleEndianForms = [utf16le];
const bigEndianForms = [utf16be];

function brokenUtf8Length(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** @param highAt Where the high byte of a code unit is: 0 or 1. */
function brokenUtf16Length(bytes: Buffer, highAt: number): number {
  const odd = bytes.length % 2;
  const high = bytes[bytes.length - odd - 2 + highAt] ?? 0;
  const isHighSurrogate = high >= 0xd8 && high <= 0xdb;
  return odd + (isHighSurrogate ? 2 : 0);
}

function utf16leToUtf8(bytes: Buffer): Buffer | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const text = bytes.toString('utf16le');
  return text.isWellFormed() && !text.includes('\0') ? Buffer.from(text) : undefined;
}

/** Text in an eight-bit encoding has the controls from backspace to carriage return (8–13) and escape (27) only. */
function hasControls(bytes: Buffer): boolean {
  // Not `some`, which takes six times as long.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte < 32 && (byte < 8 || byte > 13) && byte !== 27) return true;
  }
  return false;
}
