import { basename, join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import {
  createPlacement,
  createTemporaryFile,
  readRegularFile,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import type { Snapshot } from '@create-dump/retention';
import type { KeepingWork } from './keeping-work.js';

/** The largest signature that is ever read. */
const maxSignatureBytes = 2 ** 14;

/** Where the signature of a dump's checksum file lies beside the archives. */
function archivedSignature(archiveDirectory: string, { signature }: Snapshot): string {
  return join(archiveDirectory, basename(signature?.path ?? ''));
}

/**
 * Copies the signature of a snapshot into the directory of the archives, where it stays for good. Never overwrites: if another
 * signature is there, that is the failure that is returned. Does nothing for a snapshot that isn't signed.
 */
export async function keepSignature(
  snapshot: Snapshot,
  { directory, runId, mode, warn }: Pick<KeepingWork, 'directory' | 'runId' | 'mode' | 'warn'>,
): Promise<CreateDumpError | undefined> {
  const from = snapshot.signature?.path;
  if (from === undefined || isSignatureKept(snapshot, directory)) return undefined;
  const to = archivedSignature(directory, snapshot);
  try {
    const bytes = readRegularFile(from, { limit: maxSignatureBytes });
    if (bytes === undefined) throw new Error('It has vanished or is larger than 16 KiB');
    const options = { directory, runId, warn, ...(mode !== undefined && { mode }) };
    await using copy = createTemporaryFile({ ...options, kind: 'signature' });
    await copy.write(bytes);
    await copy.finish();
    const isPlaced = createPlacement(warn).guarded(copy, to);
    await syncDirectory(directory);
    if (isPlaced) return undefined;
    const message = `${displayPath(to)} is another signature than ${displayPath(from)}. The snapshot stays where it is; move one of them away.`;
    return new CreateDumpError('ALREADY_EXISTS', message);
  } catch (error) {
    return toFailure('WRITE_FAILED', error, `copying ${displayPath(from)} to ${displayPath(to)}`);
  }
}

/** Whether the directory of the archives has the signature of a snapshot; true if there is none to have. */
export function isSignatureKept(snapshot: Snapshot, archiveDirectory: string): boolean {
  if (snapshot.signature === undefined) return true;
  const limit = maxSignatureBytes;
  const live = readRegularFile(snapshot.signature.path, { limit });
  const kept = readRegularFile(archivedSignature(archiveDirectory, snapshot), { limit });
  return live !== undefined && kept?.equals(live) === true;
}
