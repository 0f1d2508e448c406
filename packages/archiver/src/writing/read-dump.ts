import { createHash } from 'node:crypto';
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { OpenSnapshot } from './open-snapshot.js';
import { readRange } from '../bytes/read-range.js';

/** The content of the dump in pieces that stay valid; throws `INTEGRITY` at its end unless it matches the checksum file. */
export async function* readDump(
  { dump, checksum }: OpenSnapshot,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const piece of readRange(dump, 0, dump.size)) {
    signal.throwIfAborted();
    hash.update(piece);
    yield Buffer.from(piece);
  }
  const found = hash.digest('hex');
  if (found === checksum.dumpSha256) return;
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(dump.path)} has the SHA-256 ${found}, its checksum file says ${checksum.dumpSha256}: the dump was changed or damaged. It was not archived.`,
  );
}
