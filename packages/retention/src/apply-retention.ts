import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { syncDirectory, toFailure } from '@create-dump/files';
import { type Journal, openJournal } from './journal.js';
import { nameKey, requireSame } from './known-file.js';
import { createCopyCheck } from './create-copy-check.js';
import type {
  ApplyRetentionOptions,
  PlannedRemoval,
  RemovableItem,
  RemovalPlan,
} from './removal-plan.js';

export interface RetentionOutcome<T> {
  readonly removed: readonly T[];
  /** What stopped it. Items after that weren't touched. */
  readonly failure: CreateDumpError | undefined;
}

/**
 * Removes what a plan says, in its order. Each item is looked at once more and read once more before it goes: the same
 * regular files as planned, proven ours. Before that, its line is on the disk: `{"time", "removing", "group", "sha256",
 * "files", "reasons"}`; so nothing is gone without a record, and a file that a record names and that is still there
 * wasn't removed. Only files are ever removed.
 *
 * Stops at the first failure: `REFUSED` if an item isn't the one that was planned any more or would be the last copy,
 * `INTEGRITY` if it is not proven, `WRITE_FAILED`. Rejects with the signal's reason, or `USAGE` for a plan that would
 * remove what it keeps.
 */
export async function applyRetention<T extends RemovableItem>(
  plan: RemovalPlan<T>,
  options: ApplyRetentionOptions<T>,
): Promise<RetentionOutcome<T>> {
  checkPlan(plan);
  const removed: T[] = [];
  if (plan.remove.length === 0) return { removed, failure: undefined };
  const { signal, journal: path } = options;
  let doing = `opening the journal ${displayPath(path)}`;
  try {
    await using journal = await openJournal(path);
    const requireCopy = createCopyCheck(plan.keep, options);
    for (const removal of plan.remove) {
      signal.throwIfAborted();
      doing = `removing ${displayPath(removal.item.id)}`;
      await requireCopy(removal.item);
      await requireProven(removal.item, options.prove);
      signal.throwIfAborted();
      await removeItem(removal, journal, options.now);
      removed.push(removal.item);
    }
  } catch (error) {
    signal.throwIfAborted();
    return { removed, failure: toFailure('WRITE_FAILED', error, doing) };
  }
  return { removed, failure: undefined };
}

function checkPlan<T extends RemovableItem>({ keep, remove }: RemovalPlan<T>): void {
  const taken = new Set(keep.flatMap(({ item }) => item.files.map(nameKey)));
  for (const { item } of remove) {
    const { id, files } = item;
    const twice = files.find((file) => taken.has(nameKey(file)));
    if (files.length > 0 && twice === undefined) {
      for (const file of files) taken.add(nameKey(file));
      continue;
    }
    const problem =
      twice === undefined ? 'names no file of it' : `has ${displayPath(twice.path)} elsewhere too`;
    throw new CreateDumpError('USAGE', `The plan removes ${displayPath(id)}, and ${problem}.`);
  }
}

async function requireProven<T extends RemovableItem>(
  item: T,
  prove: ApplyRetentionOptions<T>['prove'],
): Promise<void> {
  for (const file of item.files) await requireSame(file);
  const proof = await prove(item);
  if (proof === 'proven') return;
  const what = proof === 'mismatch' ? "isn't what its checksum says" : "can't be read";
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(item.id)} ${what} any more. It was left alone; run again to plan anew.`,
  );
}

async function removeItem<T extends RemovableItem>(
  { item, reasons }: PlannedRemoval<T>,
  journal: Journal,
  now: Date,
): Promise<void> {
  const { id, group, sha256, files } = item;
  await journal.append({
    time: now.toISOString(),
    removing: id,
    group,
    sha256,
    files: files.map(({ path, size }) => ({ path, size })),
    reasons: reasons.map(({ message }) => message),
  });
  const directories = new Set<string>();
  try {
    for (const file of files) {
      // Proving takes time, in which the file may have been replaced.
      await requireSame(file);
      await unlink(toFsPath(file.path));
      directories.add(dirname(file.path));
    }
  } finally {
    for (const directory of directories) await syncDirectory(directory);
  }
}
