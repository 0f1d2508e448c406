import {
  CreateDumpError,
  displayPath,
  type Observe,
  type SignBytes,
  signatureName,
} from '@create-dump/core';
import { errorCode, readIdentity, readTextFile, type RunIdOptions } from '@create-dump/files';
import {
  type AuditReport,
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
} from '@create-dump/snapshots';
import { replaceFiles } from '../process/replace-files.js';

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
  /** Default: the checkpoint isn't signed. */
  readonly sign: SignBytes | undefined;
}

/** Writes the checkpoint of a ledger and its signature, replacing older ones. That of a broken ledger would hide the break. */
export async function writeCheckpoint(
  { ledger: { checkpoint, problems } }: AuditReport,
  { path, process, observe, sign }: Target,
): Promise<void> {
  if (checkpoint === undefined || problems.length > 0) {
    const message = `No checkpoint was written to ${displayPath(path)}, as the ledger is ${checkpoint === undefined ? 'empty' : 'broken'}.`;
    observe({ type: 'warned', message });
    return;
  }
  const content = formatCheckpoint(checkpoint);
  const signature = await sign?.(Buffer.from(content));
  const signed =
    signature === undefined
      ? []
      : [{ path: signatureName(path), content: signature, what: 'the signature' }];
  await replaceFiles([...signed, { path, content, what: 'the checkpoint' }], { process, observe });
}
