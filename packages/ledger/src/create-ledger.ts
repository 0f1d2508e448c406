import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, originalError } from '@create-dump/core';
import { lockDirectory, makeDirectory, toFailure } from '@create-dump/files';
import { type LedgerEntry, type LedgerRecord, noPrevious } from './ledger-record.js';
import { appendBytes, openLedgerFile } from './open-ledger-file.js';
import { placeLedger } from './place-ledger.js';
import { emptyTail, readTail } from './read-tail.js';

export interface LedgerOptions {
  /** Absolute. File and directory are created by the first act. */
  readonly path: string;
  /** From `createRunId` of `@create-dump/files`. */
  readonly runId: string;
  /** Named in the message of a run that waits in vain. */
  readonly hostname?: string;
  /** Permissions of the file, regardless of the umask. Default: those that it has, `0o600` for a new one. */
  readonly mode?: number;
  /** How long to wait for other writers, in milliseconds. Default: 10,000. */
  readonly wait?: number;
}

export interface Ledger {
  /**
   * Appends acts, in one write, and resolves with their records once they are on the disk. On failure none of them is recorded.
   * Calls are carried out one after another.
   * @param time Goes into the records.
   * @throws {CreateDumpError} `LOCKED` if other writers don't end in time, `WRITE_FAILED`, `READ_FAILED`, `DESTINATION_INVALID`
   *   if something other than a regular file has the path, `INTEGRITY` if its end can't be a ledger's.
   */
  append(
    entries: readonly LedgerEntry[],
    time: Date,
    signal?: AbortSignal,
  ): Promise<readonly LedgerRecord[]>;
}

/**
 * Creates a writer of a ledger. Any number of processes may append to one ledger: each append holds a short lock beside the file.
 * Bytes after the last line feed are those of an append that was never acknowledged, and are cut off by the next one.
 */
export function createLedger(options: LedgerOptions): Ledger {
  let last: Promise<unknown> = Promise.resolve();
  return {
    append(entries, time, signal) {
      const next = last.then(() => appendLocked(options, { entries, time, signal }));
      last = next.catch(() => {});
      return next;
    },
  };
}

/** Beside the ledger: a symbolic link whose target is the writing run's id. */
const ledgerLockName = '.create-dump-ledger.lock';

interface Appending {
  readonly entries: readonly LedgerEntry[];
  readonly time: Date;
  readonly signal: AbortSignal | undefined;
}

async function appendLocked(
  options: LedgerOptions,
  { entries, time, signal }: Appending,
): Promise<readonly LedgerRecord[]> {
  signal?.throwIfAborted();
  if (entries.length === 0) return [];
  const { path, runId, hostname, wait = 10_000, mode } = options;
  const directory = dirname(path);
  const doing = `writing ${displayPath(path)}`;
  try {
    await makeDirectory(directory);
    await using _lock = await lockDirectory(directory, runId, {
      name: ledgerLockName,
      wait,
      poll: 5,
      ...(hostname !== undefined && { hostname }),
      ...(signal && { signal }),
    });
    await using file = await openLedgerFile(path, mode);
    const { end, seq, line } = file === undefined ? emptyTail : await readTail(file);
    const head = line === undefined ? noPrevious : sha256(line);
    const { records, bytes } = link(entries, { seq, prev: head, time, run: runId });
    if (file === undefined || end === 0) await placeLedger(bytes, options);
    else await appendBytes(file, bytes, end);
    return records;
  } catch (error) {
    signal?.throwIfAborted();
    throw toFailure('WRITE_FAILED', originalError(error), doing);
  }
}

/** Chains entries to the line before them. */
function link(
  entries: readonly LedgerEntry[],
  { seq, prev, time, run }: { seq: number; prev: string; time: Date; run: string },
): { readonly records: readonly LedgerRecord[]; readonly bytes: Buffer } {
  const records: LedgerRecord[] = [];
  const lines: string[] = [];
  let previous = prev;
  for (const [index, entry] of entries.entries()) {
    const place = { seq: seq + index + 1, prev: previous, time: time.toISOString(), run };
    const record = { ...place, ...entry };
    const line = JSON.stringify(record);
    if (line.length > longestLine) {
      throw new CreateDumpError('USAGE', `The record of ${displayPath(entry.item)} is too long.`);
    }
    previous = sha256(line);
    records.push(record);
    lines.push(`${line}\n`);
  }
  return { records, bytes: Buffer.from(lines.join('')) };
}

/** In characters; readers accept longer ones. */
const longestLine = 2 ** 20;

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
