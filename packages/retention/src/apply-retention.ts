import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, type RecordAct, toFsPath } from '@create-dump/core';
import { syncDirectory, toFailure } from '@create-dump/files';
import { type Journal, openJournal } from './journal.js';
import { type KnownFile, nameKey, requireSame } from './known-file.js';
import { createCopyCheck } from './create-copy-check.js';
import type {
  ApplyRetentionOptions,
  PlannedRemoval,
  RemovableItem,
  RemovalPlan,
} from './removal-plan.js';

export interface RetentionOutcome<T> {
  readonly removed: readonly T[];
  /** The error that stopped it; later items weren't touched. */
  readonly failure: CreateDumpError | undefined;
}

/**
 * Removes the items of a plan, in order. Before an item is removed, its files are checked to be the planned ones, the item is
 * proven again, and a record is synced to the journal: `{"time", "removing", "group", "sha256", "files", "reasons"}`. So nothing
 * is removed without a record; a recorded file that still exists wasn't removed. Directories are never removed.
 *
 * Stops at the first failure: `REFUSED` if an item changed since planning or would be the last copy, `INTEGRITY` if it can't be
 * proven, `WRITE_FAILED`. Rejects with the signal's reason, or with `USAGE` for a plan that removes a file it keeps.
 */
export async function applyRetention<T extends RemovableItem>(
  plan: RemovalPlan<T>,
  options: ApplyRetentionOptions<T>,
): Promise<RetentionOutcome<T>> {
  checkPlan(plan);
  const removed: T[] = [];
  if (plan.remove.length === 0) return { removed, failure: undefined };
  const { signal, journal: path, mode } = options;
  let doing = `opening the journal ${displayPath(path)}`;
  try {
    await using journal = await openJournal(path, mode);
    const requireCopy = createCopyCheck(plan.keep, options);
    for (const removal of plan.remove) {
      signal.throwIfAborted();
      doing = `removing ${displayPath(removal.item.id)}`;
      await requireCopy(removal.item);
      await requireProven(removal.item, options.prove);
      signal.throwIfAborted();
      await removeItem(removal, {
        journal,
        record: options.record,
        now: options.now,
        announce: (file) => (doing = `removing ${displayPath(file.path)}`),
      });
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
      twice === undefined ? 'names none of its files' : `lists ${displayPath(twice.path)} twice`;
    throw new CreateDumpError('USAGE', `The plan removes ${displayPath(id)}, but ${problem}.`);
  }
}

async function requireProven<T extends RemovableItem>(
  item: T,
  prove: ApplyRetentionOptions<T>['prove'],
): Promise<void> {
  for (const file of item.files) await requireSame(file);
  const proof = await prove(item).catch((cause: unknown) => {
    if (!(cause instanceof CreateDumpError) || cause.code !== 'READ_FAILED') throw cause;
    const message = `${cause.message} ${displayPath(item.id)} was not removed.`;
    throw new CreateDumpError('READ_FAILED', message, { cause });
  });
  if (proof === 'proven') return;
  const what = proof === 'mismatch' ? 'no longer matches its checksum' : 'can no longer be read';
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(item.id)} ${what}. It was not removed; run again to make a new plan.`,
  );
}

async function removeItem<T extends RemovableItem>(
  { item, reasons }: PlannedRemoval<T>,
  {
    journal,
    record,
    now,
    announce,
  }: {
    readonly journal: Journal;
    readonly record: RecordAct | undefined;
    readonly now: Date;
    /** Called with each file before it is removed: an error message names it. */
    readonly announce: (file: KnownFile) => void;
  },
): Promise<void> {
  const { id, group, sha256, files } = item;
  const why = reasons.map(({ message }) => message);
  await record?.({ act: 'remove', path: id, ...(sha256 && { sha256 }), reasons: why });
  await journal.append({
    time: now.toISOString(),
    removing: id,
    group,
    sha256,
    files: files.map(({ path, size }) => ({ path, size })),
    reasons: why,
  });
  const directories = new Set<string>();
  try {
    for (const file of files) {
      announce(file);
      // The file may have been replaced while it was being proven.
      await requireSame(file);
      await unlink(toFsPath(file.path));
      directories.add(dirname(file.path));
    }
  } finally {
    for (const directory of directories) await syncDirectory(directory);
  }
}
