import { Buffer } from 'node:buffer';

/** Tells the places of keywords in a content, in ascending order. */
export type KeywordSearch = (
  bytes: Uint8Array,
  found: (keyword: number, at: number) => void,
) => void;

const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
);

/** Creates a search for keywords in lower case, of three bytes and more. ASCII letters are found in either case. */
export function createKeywordSearch(keywords: readonly string[]): KeywordSearch {
  const texts = keywords.map((keyword) => Buffer.from(keyword));
  const begins = new Uint8Array(2 ** 16);
  const byStart = new Map<number, number[]>();
  for (const [index, text] of texts.entries()) {
    const [first = 0, second = 0, third = 0] = text;
    for (const one of casesOf(first))
      for (const two of casesOf(second)) begins[one * 256 + two] = 1;
    const start = first * 65_536 + second * 256 + third;
    byStart.set(start, [...(byStart.get(start) ?? []), index]);
  }
  return (bytes, found) => {
    for (let at = 0; at + 2 < bytes.length; at++) {
      const first = bytes[at] as number;
      const second = bytes[at + 1] as number;
      if (begins[first * 256 + second] === 0) continue;
      const start = lower(first) * 65_536 + lower(second) * 256 + lower(bytes[at + 2] as number);
      for (const index of byStart.get(start) ?? []) {
        if (isAt(bytes, at, texts[index] as Buffer)) found(index, at);
      }
    }
  };
}

function casesOf(byte: number): number[] {
  return byte >= 0x61 && byte <= 0x7a ? [byte, byte - 32] : [byte];
}

function lower(byte: number): number {
  return lowered[byte] as number;
}

function isAt(bytes: Uint8Array, at: number, text: Buffer): boolean {
  if (at + text.length > bytes.length) return false;
  for (let index = 3; index < text.length; index++) {
    if (lower(bytes[at + index] as number) !== text[index]) return false;
  }
  return true;
}
