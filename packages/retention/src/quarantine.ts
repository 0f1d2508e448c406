import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CreateDumpError, displayPath, type RecordAct, toFsPath } from '@create-dump/core';
import { makeDirectory, syncDirectory, toFailure } from '@create-dump/files';
import { type Journal, openJournal } from './journal.js';
import { identifyFile } from './known-file.js';
import type { QuarantineMove, QuarantinePlan } from './plan-quarantine.js';
import { reserveName } from './reserve-name.js';

export interface QuarantineOptions {
  /** Absolute: `…/archives/quarantine`, on the file system of the files. Created if it is missing. */
  readonly directory: string;
  /** Permissions of the record file, regardless of the umask. Default: as it has them, `0o600` for a new one. */
  readonly mode?: number;
  /** Records each move in a ledger before it happens. Default: nothing is recorded. */
  readonly record?: RecordAct;
  /** Time for the records. */
  readonly now: Date;
  readonly signal: AbortSignal;
}

export interface QuarantineOutcome {
  readonly moved: readonly { readonly move: QuarantineMove; readonly to: string }[];
  /** Orphans that stayed, because their other half exists by now. */
  readonly left: readonly QuarantineMove[];
  /** The error that stopped it; later moves weren't attempted. */
  readonly failure: CreateDumpError | undefined;
}

/**
 * Moves files into quarantine without overwriting. Before a file's old name is removed, a record is synced to `manifest.jsonl`
 * there: `{"time", "from", "to", "kind", "size", "message"}`. Stops at the first failure: `REFUSED` if a file changed since
 * planning, `WRITE_FAILED`, `DESTINATION_INVALID`. Rejects only with the signal's reason.
 */
export async function quarantine(
  { moves }: QuarantinePlan,
  { directory, mode, record, now, signal }: QuarantineOptions,
): Promise<QuarantineOutcome> {
  const moved: { move: QuarantineMove; to: string }[] = [];
  const left: QuarantineMove[] = [];
  if (moves.length === 0) return { moved, left, failure: undefined };
  let doing = `opening the quarantine ${displayPath(directory)}`;
  try {
    await prepareQuarantine(directory);
    await using journal = await openJournal(join(directory, 'manifest.jsonl'), mode);
    for (const move of moves) {
      signal.throwIfAborted();
      doing = `moving ${displayPath(move.file.path)} into ${displayPath(directory)}`;
      if (await hasOtherHalf(move)) left.push(move);
      else moved.push({ move, to: await moveFile(move, { directory, now, journal, record }) });
    }
  } catch (error) {
    signal.throwIfAborted();
    return { moved, left, failure: toFailure('WRITE_FAILED', error, doing) };
  }
  return { moved, left, failure: undefined };
}

async function prepareQuarantine(directory: string): Promise<void> {
  await makeDirectory(directory);
  if ((await lstat(toFsPath(directory))).isDirectory()) return;
  throw new CreateDumpError(
    'DESTINATION_INVALID',
    `The quarantine ${displayPath(directory)} is a symbolic link. Replace it with a directory.`,
  );
}

async function hasOtherHalf({ lacks }: QuarantineMove): Promise<boolean> {
  for (const path of lacks) if ((await identifyFile(path)) !== undefined) return true;
  return false;
}

async function moveFile(
  { file, kind, message }: QuarantineMove,
  {
    directory,
    now,
    journal,
    record,
  }: { directory: string; now: Date; journal: Journal; record: RecordAct | undefined },
): Promise<string> {
  const { path: to, commit } = await reserveName(file, directory);
  await syncDirectory(directory);
  const { path: from, size } = file;
  await record?.({ act: 'quarantine', path: from, to, reasons: [message] });
  await journal.append({ time: now.toISOString(), from, to, kind, size, message });
  await commit();
  await syncDirectory(directory);
  await syncDirectory(dirname(from));
  return to;
}
