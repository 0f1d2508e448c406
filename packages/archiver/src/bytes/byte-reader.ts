/** Reads a sequence of pieces by numbers of bytes. */
export interface ByteReader {
  /** The next `length` bytes; for few. */
  take(length: number): Promise<Buffer>;
  /** The next `length` bytes, piece by piece; to be read to their end. */
  pass(length: number): AsyncGenerator<Buffer>;
  /** Reads on until there is a byte more, or none. */
  atEnd(): Promise<boolean>;
}

/** `tooShort` makes the error for an end that comes early. A piece may be overwritten when the next one is asked for. */
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
