import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { createTemporaryFile, removeStaleTemporaries, syncDirectory } from '@create-dump/files';

interface Place {
  /** Absolute. */
  readonly path: string;
  readonly runId: string;
  /** Default: `0o600`. */
  readonly mode?: number;
}

/**
 * Places a new ledger with its first records, all at once: a ledger that has adopted only a part of what is there would call the rest
 * unrecorded. Replaces a file without any complete line. The caller holds the lock. Throws what the system throws.
 */
export async function placeLedger(bytes: Buffer, { path, runId, mode }: Place): Promise<void> {
  const directory = dirname(path);
  // A killed run may have left one.
  await removeStaleTemporaries({ directory, runId });
  await using file = createTemporaryFile({
    directory,
    runId,
    kind: 'ledger',
    ...(mode !== undefined && { mode }),
    warn: () => {},
  });
  await file.write(bytes);
  await file.finish();
  renameSync(toFsPath(file.path), toFsPath(path));
  await syncDirectory(directory);
}
