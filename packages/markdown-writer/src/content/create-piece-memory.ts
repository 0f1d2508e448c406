import { pieceBufferBytes } from './content-pieces.js';

/** Memory for reading one content in pieces; disposing lets another have it. */
export interface PieceMemory extends Disposable {
  readonly buffer: Buffer;
}

/**
 * Lends memory for reading in pieces, and keeps what it gets back. Memory of this size that is let go of stays until
 * tens of megabytes of it have gathered: a garbage collector sees only the small object that stands for it.
 */
export function createPieceMemory(): () => PieceMemory {
  const free: Buffer[] = [];
  return () => {
    const buffer = free.pop() ?? Buffer.allocUnsafeSlow(pieceBufferBytes);
    return { buffer, [Symbol.dispose]: () => void free.push(buffer) };
  };
}
