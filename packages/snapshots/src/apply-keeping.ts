import { basename, join } from 'node:path';
import { type ArchiveSnapshot, createArchiver, findArchivedCopy } from '@create-dump/archiver';
import { CreateDumpError } from '@create-dump/core';
import {
  applyRetention,
  type Proof,
  type RemovalPlan,
  type Snapshot,
} from '@create-dump/retention';
import { indexArchived, removeIndexes } from './history/index-archived.js';
import {
  type ApplyKeepingOptions,
  type KeepingOutcome,
  type KeepingWork,
  recordRemoved,
  toRecording,
} from './keeping-work.js';
import { isSignatureKept, keepSignature } from './keep-signature.js';
import { type ArchiveItem, readArchiveItem, toArchiveItem } from './list-archives.js';
import type { KeepingPlan, SnapshotPlan } from './plan-keeping.js';
import { createSnapshotProof } from './prove-snapshot.js';
import { reportArchiving } from './report-archiving.js';
import { settleOrphans } from './settle-orphans.js';

/**
 * Carries out a plan: first everything that adds copies, then everything that removes them. A snapshot is removed only after its
 * archive was read again, an archive only while a proven one of its group remains. If a snapshot couldn't be archived, no archive
 * of its group is removed. Rejects only with the signal's reason.
 */
export async function applyKeeping(
  plan: KeepingPlan,
  options: ApplyKeepingOptions,
): Promise<KeepingOutcome> {
  const work: KeepingWork = {
    ...options,
    directory: plan.survey.archiveDirectory,
    journal: join(plan.survey.archiveDirectory, 'tombstones.jsonl'),
    warn: (message) => options.observe({ type: 'warned', message }),
    done: { archived: [], quarantined: [], removed: [], failures: [] },
  };
  if (!options.noRemove) await settleOrphans(plan, work);
  const made = await archiveAll(plan.snapshots, work);
  const unsigned = await keepSignatures(plan.snapshots, made, work);
  const isCleaned = await cleanRoot(plan.snapshots, { ...made, unsigned }, work);
  if (isCleaned) await pruneArchives(plan, made, work);
  return work.done;
}

interface MadeArchives {
  /** Maps planned archives to the existing ones. */
  readonly items: ReadonlyMap<ArchiveItem, ArchiveItem>;
  /** Groups with a snapshot that wasn't archived as planned. */
  readonly incomplete: ReadonlySet<string>;
}

async function archiveAll(
  plans: readonly SnapshotPlan[],
  work: KeepingWork,
): Promise<MadeArchives> {
  const { archiveFormat: format, mode, runId, record, directory, warn, signal, observe } = work;
  const ahead = plans.flatMap(({ snapshot, archive }) => (archive ? [snapshot] : []));
  if (ahead.length === 0) return { items: new Map(), incomplete: new Set() };
  const progress = reportArchiving(ahead, observe);
  const onPacked = (bytes: number) => progress.pack(bytes);
  const archive = createArchiver({
    directory,
    format,
    ...(mode !== undefined && { mode }),
    runId,
    warn,
    onPacked,
    ...(record && { record }),
  });
  const items = new Map<ArchiveItem, ArchiveItem>();
  const incomplete = new Set<string>();
  let isStuck = false;
  for (const { snapshot, archive: planned } of plans) {
    if (planned === undefined) continue;
    signal.throwIfAborted();
    try {
      const item = isStuck ? undefined : await archiveOne(archive, snapshot, work);
      if (item === undefined) incomplete.add(snapshot.group);
      else items.set(planned, { ...item, pinned: planned.pinned });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CreateDumpError)) throw error;
      work.done.failures.push(error);
      incomplete.add(snapshot.group);
      // Such failures, a full disk for example, would repeat for every snapshot.
      isStuck = error.code === 'WRITE_FAILED' || error.code === 'DESTINATION_INVALID';
    }
    progress.endSnapshot(snapshot);
  }
  progress.end();
  return { items, incomplete };
}

async function archiveOne(archive: ArchiveSnapshot, { id }: Snapshot, work: KeepingWork) {
  const { path, bytes, contents, created } = await archive(id, work.signal);
  if (created) {
    work.done.archived.push({ dump: id, path, bytes });
    work.observe({ type: 'archived', path, bytes, format: contents.format });
    await indexArchived({ ...work, live: id, archive: path, contents });
  }
  return toArchiveItem(path, contents);
}

/**
 * Copies the signatures of archived snapshots to their archives, as no archive has a third member. Returns the snapshots for which
 * that failed: they stay.
 */
async function keepSignatures(
  plans: readonly SnapshotPlan[],
  { items }: MadeArchives,
  work: KeepingWork,
): Promise<ReadonlySet<Snapshot>> {
  const failed = new Set<Snapshot>();
  for (const { snapshot, archive, removal } of plans) {
    const isArchived = archive === undefined ? removal !== undefined : items.has(archive);
    if (!isArchived) continue;
    work.signal.throwIfAborted();
    const failure = await keepSignature(snapshot, work);
    if (failure === undefined) continue;
    failed.add(snapshot);
    work.done.failures.push(failure);
  }
  return failed;
}

/** Removes archived snapshots from the directory. Returns whether everything succeeded. */
async function cleanRoot(
  plans: readonly SnapshotPlan[],
  { items, unsigned }: MadeArchives & { readonly unsigned: ReadonlySet<Snapshot> },
  work: KeepingWork,
): Promise<boolean> {
  const { directory, warn, signal } = work;
  const prove = createSnapshotProof(signal);
  const remove = plans.flatMap(({ snapshot, archive, removal }) =>
    removal === undefined ||
    unsigned.has(snapshot) ||
    (archive !== undefined && !items.has(archive))
      ? []
      : [{ item: snapshot, reasons: [{ message: removal }] }],
  );
  return removeAll(
    { keep: [], remove },
    {
      prove: ({ dump, checksum }) => prove({ dump: dump.path, checksum: checksum.path }),
      async hasOtherCopy(snapshot) {
        const { id, sha256 } = snapshot;
        const query = { directory, dumpName: basename(id), sha256, warn, signal };
        return (
          (await findArchivedCopy(query)) !== undefined && isSignatureKept(snapshot, directory)
        );
      },
    },
    work,
  );
}

async function pruneArchives(
  { archives }: KeepingPlan,
  { items, incomplete }: MadeArchives,
  work: KeepingWork,
): Promise<void> {
  const toReal = <T extends { readonly item: ArchiveItem }>(entry: T) => {
    const item = entry.item.files.length > 0 ? entry.item : items.get(entry.item);
    return item === undefined || incomplete.has(item.group) ? [] : [{ ...entry, item }];
  };
  const plan = { keep: archives.keep.flatMap(toReal), remove: archives.remove.flatMap(toReal) };
  const prove = async ({ id, sha256 }: ArchiveItem): Promise<Proof> => {
    const found = await readArchiveItem(id, work.signal);
    if (found === undefined) return 'unreadable';
    return typeof found === 'object' && found.sha256 === sha256 ? 'proven' : 'mismatch';
  };
  const kept = new Set(plan.keep.map(({ item }) => item.sha256));
  const digests = plan.remove.map(({ item }) => item.sha256).filter((one) => !kept.has(one));
  await removeIndexes(work.directory, digests, work.warn);
  await removeAll(plan, { prove }, work);
}

async function removeAll<T extends Snapshot | ArchiveItem>(
  plan: RemovalPlan<T>,
  checks: {
    readonly prove: (item: T) => Promise<Proof>;
    readonly hasOtherCopy?: (item: T) => Promise<boolean>;
  },
  work: KeepingWork,
): Promise<boolean> {
  const outcome = await applyRetention(plan, { ...checks, ...toRecording(work) });
  return recordRemoved(outcome, work);
}
