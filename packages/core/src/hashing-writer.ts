import { createHash } from 'node:crypto';
import type { DumpOutput } from './dump-output.js';

/**
 * Writes each chunk while the next one is rendered. A chunk must not change until it is released, or until `write` was called
 * twice more.
 */
export function createHashingWriter(output: DumpOutput, signal: AbortSignal) {
  const hash = createHash('sha256');
  let bytes = 0;
  let writing = Promise.resolve();
  return {
    async write(chunk: Uint8Array, release?: () => void): Promise<void> {
      signal.throwIfAborted();
      await writing;
      writing = output.write(chunk).finally(release);
      // The next call rethrows the error. It is handled here, too, as the run may end for another reason before.
      writing.catch(() => {});
      // While the system writes.
      hash.update(chunk);
      bytes += chunk.length;
    },
    /** Waits for the last chunk. */
    finish: () => writing,
    /** The digest of all bytes so far. */
    digest: () => hash.copy().digest('hex'),
    bytes: () => bytes,
  };
}
