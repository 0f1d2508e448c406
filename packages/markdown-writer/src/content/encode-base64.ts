/** Original bytes in a full line of base64, which has 76 characters (RFC 2045). Contents are encoded in multiples of it. */
export const base64LineBytes = 57;

/** Encodes as base64 in lines of 76 characters, each ended by LF. */
export function encodeBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  return Buffer.from(text.replaceAll(/.{1,76}/g, '$&\n'), 'latin1');
}

/** The number of bytes after the last full line of base64. */
export function brokenLineLength(bytes: Buffer): number {
  return bytes.length % base64LineBytes;
}
