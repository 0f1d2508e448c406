import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes at the pace of the reader. */
export async function writeAll(stream: Writable, bytes: string | Uint8Array): Promise<void> {
  if (!stream.write(bytes) && !stream.destroyed) await once(stream, 'drain');
}
