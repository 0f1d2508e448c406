/**
 * Decodes the bytes of a path to a string, as Python does (PEP 383, `surrogateescape`): UTF-8 as usual, any other byte
 * 0x80–0xFF to the lone surrogate U+DC80–U+DCFF. So ordinary paths are ordinary strings, and every name that a Unix file
 * system can hold survives the round trip.
 */
export function decodePath(bytes: Uint8Array): string {
  const buffer = asBuffer(bytes);
  const text = buffer.toString('utf8');
  // The decoder replaces bytes that aren't UTF-8 by U+FFFD. A real U+FFFD takes the slow path, with the same result.
  return text.includes('\uFFFD') ? decodeEscaping(buffer) : text;
}

/** The inverse of {@link decodePath}. */
export function encodePath(path: string): Uint8Array {
  if (path.isWellFormed()) return Buffer.from(path, 'utf8');
  const parts: Uint8Array[] = [];
  for (const char of path) {
    const code = char.charCodeAt(0);
    const escaped = char.length === 1 && code >= 0xdc80 && code <= 0xdcff;
    parts.push(escaped ? Uint8Array.of(code - 0xdc00) : Buffer.from(char, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** A path in the form that `node:fs` takes without loss: the string itself, or its bytes if it isn't valid Unicode. */
export function toFsPath(path: string): string | Buffer {
  return path.isWellFormed() ? path : asBuffer(encodePath(path));
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decodeEscaping(bytes: Buffer): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] as number))
        : bytes.toString('utf8', at, at + length);
    at += length || 1;
  }
  return text;
}

/** The length of the valid UTF-8 sequence at `at`, 0 if there is none (Unicode 15, table 3-7). */
function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length) return 0;
  const second = bytes[at + 1] as number;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = 2; next < length; next++) {
    if (((bytes[at + next] as number) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
