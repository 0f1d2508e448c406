/** Passes pieces on, and reports the length of each once it was consumed. */
export async function* countBytes<T extends Uint8Array>(
  pieces: AsyncIterable<T> | Iterable<T>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<T> {
  for await (const piece of pieces) {
    yield piece;
    onBytes(piece.length);
  }
}
