import { createHash } from 'node:crypto';
import { openRegularFile } from '@create-dump/files';

/** The SHA-256 of a file, hexadecimal. Rejects with `READ_FAILED` or the signal's reason. */
export async function digestFile(path: string, signal: AbortSignal): Promise<string> {
  await using file = await openRegularFile(path);
  const hash = createHash('sha256');
  for await (const piece of file.handle.createReadStream({ autoClose: false, signal })) {
    hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}
