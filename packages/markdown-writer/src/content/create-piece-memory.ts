import { pieceBufferBytes } from './content-pieces.js';

/** Memory for reading one content in pieces. Disposing returns it, for the next content. */
export interface PieceMemory extends Disposable {
  readonly buffer: Buffer;
}

/**
 * Lends memory for reading in pieces and reuses what was returned. Without reuse, tens of megabytes pile up before they are
 * collected: the garbage collector sees only the small object that owns such memory.
 */
export function createPieceMemory(): () => PieceMemory {
  const free: Buffer[] = [];
  return () => {
    const buffer = free.pop() ?? Buffer.allocUnsafeSlow(pieceBufferBytes);
    return { buffer, [Symbol.dispose]: () => void free.push(buffer) };
  };
}
