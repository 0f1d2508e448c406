import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes to a stream and waits until it can take more. */
export async function writeAll(stream: Writable, bytes: string | Uint8Array): Promise<void> {
  if (!stream.write(bytes) && !stream.destroyed) await once(stream, 'drain');
}
