import { dirname } from 'node:path';
import { renameSync } from 'node:fs';
import { CreateDumpError, displayPath, type Observe, toFsPath } from '@create-dump/core';
import {
  createRunId,
  createTemporaryFile,
  errorCode,
  readIdentity,
  readTextFile,
  removeStaleTemporaries,
  type RunIdOptions,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import {
  type AuditReport,
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
} from '@create-dump/snapshots';

/**
 * Reads a checkpoint from a file. Undefined without a path.
 * @throws {CreateDumpError} `USAGE` if there is none.
 */
export function readCheckpoint(path: string | undefined): Checkpoint | undefined {
  if (path === undefined) return undefined;
  const read = readTextFile(path, largest);
  if ('text' in read) return parseCheckpoint(read.text, displayPath(path));
  const why = 'wrong' in read ? read.wrong : 'does not exist';
  throw new CreateDumpError('USAGE', `The checkpoint ${displayPath(path)} ${why}.`);
}

/** In MiB: a checkpoint has three lines, and may carry signatures. */
const largest = 1;

/**
 * Checks before an audit that its checkpoint may be written.
 * @throws {CreateDumpError} `ALREADY_EXISTS` if the path is that of something else.
 */
export function requireWritableCheckpoint(path: string): void {
  if (readIdentity(path) === undefined) return;
  try {
    readCheckpoint(path);
  } catch (cause) {
    if (errorCode(cause) !== 'USAGE') throw cause;
    throw new CreateDumpError(
      'ALREADY_EXISTS',
      `${displayPath(path)} exists and is not a checkpoint, so it is not replaced. Choose another name.`,
      { cause },
    );
  }
}

interface Target {
  readonly path: string;
  readonly process: RunIdOptions;
  readonly observe: Observe;
}

/** Writes the checkpoint of a ledger, replacing an older one in one step. That of a broken ledger would hide the break. */
export async function writeCheckpoint(
  { ledger: { checkpoint, problems } }: AuditReport,
  { path, process, observe }: Target,
): Promise<void> {
  if (checkpoint === undefined || problems.length > 0) {
    const message = `No checkpoint was written to ${displayPath(path)}, as the ledger is ${checkpoint === undefined ? 'empty' : 'broken'}.`;
    observe({ type: 'warned', message });
    return;
  }
  const directory = dirname(path);
  try {
    const runId = createRunId(process);
    await removeStaleTemporaries({ directory, runId });
    const warn = (message: string) => observe({ type: 'warned', message });
    await using file = createTemporaryFile({
      directory,
      runId,
      kind: 'checksum',
      mode: 0o644,
      warn,
    });
    await file.write(Buffer.from(formatCheckpoint(checkpoint)));
    await file.finish();
    renameSync(toFsPath(file.path), toFsPath(path));
    await syncDirectory(directory);
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `writing the checkpoint ${displayPath(path)}`);
  }
}
