/** Reads a stream of pieces by byte counts. */
export interface ByteReader {
  /** The next `length` bytes in one buffer; meant for small lengths. */
  take(length: number): Promise<Buffer>;
  /** The next `length` bytes in pieces; consume them all before the next call. */
  pass(length: number): AsyncGenerator<Buffer>;
  /** Whether no byte is left. */
  atEnd(): Promise<boolean>;
}

/**
 * A piece may be overwritten when the next one is requested.
 * @param tooShort Creates the error for a stream that ends early.
 */
export function createByteReader(pieces: AsyncIterator<Buffer>, tooShort: () => Error): ByteReader {
  let rest: Buffer = Buffer.alloc(0);
  const fill = async () => {
    while (rest.length === 0) {
      const next = await pieces.next();
      if (next.done === true) return false;
      rest = next.value;
    }
    return true;
  };
  async function* pass(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      if (!(await fill())) throw tooShort();
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  return {
    pass,
    async take(length) {
      const parts: Buffer[] = [];
      for await (const piece of pass(length)) parts.push(Buffer.from(piece));
      return Buffer.concat(parts);
    },
    atEnd: async () => !(await fill()),
  };
}
