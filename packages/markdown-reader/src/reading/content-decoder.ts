import type { ContentEncoding } from '@create-dump/core';

/**
 * Decodes a content from its form in the dump to its original bytes, piece by piece. Strict: two different texts never
 * decode to the same bytes, so a digest over the bytes also proves the text.
 */
export interface ContentDecoder {
  /** The bytes decoded so far and not returned yet. Throws an `Error` if `piece` isn't valid in the encoding. */
  decode(piece: Uint8Array, isLast: boolean): Uint8Array;
}

export function createContentDecoder(encoding: ContentEncoding): ContentDecoder {
  if (encoding === 'base64') return createBase64Decoder();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const encode = encoders[encoding];
  return { decode: (piece, isLast) => encode(decoder.decode(piece, { stream: !isLast })) };
}

const encoders: Readonly<Record<Exclude<ContentEncoding, 'base64'>, (text: string) => Uint8Array>> =
  {
    latin1: (text) => {
      if (/[^\u0000-\u00ff]/.test(text)) throw new Error('it has a character above U+00FF');
      return Buffer.from(text, 'latin1');
    },
    'utf-16le': (text) => Buffer.from(text, 'utf16le'),
    'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  };

/** Characters per line including LF, as the format requires. */
const lineLength = 77;

function createBase64Decoder(): ContentDecoder {
  let rest = '';
  return {
    decode(piece, isLast) {
      const text = rest + Buffer.from(piece).toString('latin1');
      const end = isLast ? text.length : text.length - (text.length % lineLength);
      rest = text.slice(end);
      const lines = text.slice(0, end);
      const bytes = Buffer.from(lines, 'base64');
      if (toBase64Lines(bytes) !== lines) throw new Error('it is not base64 in lines of 76');
      return bytes;
    },
  };
}

function toBase64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{1,76}/g, '$&\n');
}
