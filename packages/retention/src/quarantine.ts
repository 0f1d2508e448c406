import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { makeDirectory, syncDirectory, toFailure } from '@create-dump/files';
import { type Journal, openJournal } from './journal.js';
import { identifyFile } from './known-file.js';
import type { QuarantineMove, QuarantinePlan } from './plan-quarantine.js';
import { reserveName } from './reserve-name.js';

export interface QuarantineOptions {
  /** Absolute: `…/archives/quarantine`. It is made if need be, on the file system of the files. */
  readonly directory: string;
  /** Goes into the record. */
  readonly now: Date;
  readonly signal: AbortSignal;
}

export interface QuarantineOutcome {
  readonly moved: readonly { readonly move: QuarantineMove; readonly to: string }[];
  /** What turned out to be no orphan any more, as its other half is there now. */
  readonly left: readonly QuarantineMove[];
  /** What stopped it. Moves after that weren't tried. */
  readonly failure: CreateDumpError | undefined;
}

/**
 * Moves files into quarantine, never over another one. Each gets a line in `manifest.jsonl` there, before its old name
 * goes: `{"time", "from", "to", "kind", "size", "message"}`. Stops at the first failure (`REFUSED`: a file isn't the one
 * that was planned any more; `WRITE_FAILED`; `DESTINATION_INVALID`). Rejects only with the signal's reason.
 */
export async function quarantine(
  { moves }: QuarantinePlan,
  { directory, now, signal }: QuarantineOptions,
): Promise<QuarantineOutcome> {
  const moved: { move: QuarantineMove; to: string }[] = [];
  const left: QuarantineMove[] = [];
  if (moves.length === 0) return { moved, left, failure: undefined };
  let doing = `opening the quarantine ${displayPath(directory)}`;
  try {
    await prepareDirectory(directory);
    await using journal = await openJournal(join(directory, 'manifest.jsonl'));
    for (const move of moves) {
      signal.throwIfAborted();
      doing = `moving ${displayPath(move.file.path)} into ${displayPath(directory)}`;
      if (await isWhole(move)) left.push(move);
      else moved.push({ move, to: await moveFile(move, { directory, now, journal }) });
    }
  } catch (error) {
    signal.throwIfAborted();
    return { moved, left, failure: toFailure('WRITE_FAILED', error, doing) };
  }
  return { moved, left, failure: undefined };
}

async function prepareDirectory(directory: string): Promise<void> {
  await makeDirectory(directory);
  if ((await lstat(toFsPath(directory))).isDirectory()) return;
  throw new CreateDumpError(
    'DESTINATION_INVALID',
    `The quarantine ${displayPath(directory)} is a symbolic link. Make it a directory.`,
  );
}

async function isWhole({ lacks }: QuarantineMove): Promise<boolean> {
  for (const path of lacks) if ((await identifyFile(path)) !== undefined) return true;
  return false;
}

async function moveFile(
  { file, kind, message }: QuarantineMove,
  { directory, now, journal }: { directory: string; now: Date; journal: Journal },
): Promise<string> {
  const { path: to, commit } = await reserveName(file, directory);
  await syncDirectory(directory);
  const { path: from, size } = file;
  await journal.append({ time: now.toISOString(), from, to, kind, size, message });
  await commit();
  await syncDirectory(directory);
  await syncDirectory(dirname(from));
  return to;
}
