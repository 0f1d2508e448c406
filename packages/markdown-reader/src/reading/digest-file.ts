import { createHash } from 'node:crypto';
import { readFully } from './byte-source.js';
import { openStoredFile } from './open-stored-file.js';
import { createWorkBudget } from './work-budget.js';

/**
 * SHA-256 of a regular file.
 * @throws {CreateDumpError} `READ_FAILED`
 */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  using source = openStoredFile(path);
  const hash = createHash('sha256');
  const budget = createWorkBudget(signal);
  for (let at = 0; at < source.size; at += pieceBytes) {
    const length = Math.min(pieceBytes, source.size - at);
    hash.update(readFully(source, Buffer.alloc(length), at));
    if (budget.spend(length)) await budget.renew();
  }
  return hash.digest('hex');
}

const pieceBytes = 2 ** 18;
