/** A string of RFC 4251: its length as 32 bits, then its bytes. Each character of a text is one byte. */
export function wireString(value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An `mpint` of RFC 4251. */
export function wireInteger(value: Uint8Array): Buffer {
  const isHigh = (value[0] ?? 0) >= 0x80;
  return wireString(isHigh ? Buffer.concat([Buffer.of(0), value]) : value);
}
