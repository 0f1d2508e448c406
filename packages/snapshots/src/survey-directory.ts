import { basename, join } from 'node:path';
import { CreateDumpError, displayPath, parseDumpName } from '@create-dump/core';
import { isArchiveHead } from '@create-dump/dumping';
import { readHead } from '@create-dump/files';
import {
  createNameFilter,
  discoverSnapshots,
  findInterrupted,
  type InterruptedRemoval,
  type Orphan,
  type Pair,
  type SnapshotDiscovery,
} from '@create-dump/retention';
import { type DamagedSnapshot, describeDamage } from './describe-damage.js';
import { findUnfinished } from './find-unfinished.js';
import { ledgerItem } from './ledger/ledger-item.js';
import { readStates } from './ledger/read-states.js';
import { createTreeReader } from './identify-tree.js';
import type { KeepingContext, KeepingOptions } from './keeping-options.js';
import { type ArchiveItem, listArchives, type UnsoundArchive } from './list-archives.js';
import { createSnapshotProof } from './prove-snapshot.js';

/** The state of a directory. `groups` and `archives` were read in full and proven; everything else is listed separately. */
export interface Survey extends Omit<SnapshotDiscovery, 'leftAlone' | 'mismatches'> {
  /** The directory of the archives, absolute. */
  readonly archiveDirectory: string;
  readonly archives: readonly ArchiveItem[];
  /** Checksum files, and their signatures, whose dump a run has removed before it ended. They aren't in `orphans`. */
  readonly interrupted: readonly InterruptedRemoval[];
  /** Pairs that don't match. */
  readonly damagedSnapshots: readonly DamagedSnapshot[];
  /** Damaged archives of ours: they begin like ours, or have the prefix of a group that exists here. */
  readonly damaged: readonly UnsoundArchive[];
  readonly leftAlone: readonly { readonly path: string; readonly message: string }[];
}

type Surveying = Pick<KeepingContext, 'signal' | 'observe'> & { readonly runId: string };

/**
 * Finds and fully reads the snapshots and archives of a directory. Changes nothing.
 * @throws {CreateDumpError} `READ_FAILED`, `USAGE` for an invalid pattern, `INTEGRITY` if a required dump isn't proven. Rejects with the signal's reason.
 */
export async function surveyDirectory(
  options: KeepingOptions,
  { signal, observe, runId }: Surveying,
): Promise<Survey> {
  const { directory, search, groups, dumpPattern, required } = options;
  const narrowed = { ...(groups && { groups }), signal };
  const matches = createNameFilter(dumpPattern);
  const discovery = await discoverSnapshots({
    directory,
    search,
    ...(dumpPattern !== undefined && { dumpPattern }),
    prove: createSnapshotProof(signal, observe),
    identify: createTreeReader(signal),
    ...narrowed,
  });
  requireProven(discovery, required ?? []);
  const unfinished = await findUnfinished(discovery.orphans, runId);
  const archiveDirectory = join(directory, 'archives');
  const lone = discovery.orphans.filter((orphan) => !unfinished.has(orphan));
  const interrupted = await findInterrupted(lone, join(archiveDirectory, 'tombstones.jsonl'));
  const begun = new Set(interrupted.flatMap(({ orphan, signature }) => [orphan, signature]));
  const { sound, unsound, leftAlone } = await listArchives(archiveDirectory, narrowed);
  const chosen = matches(sound.map(({ dumpName }) => dumpName));
  const archives = sound.filter(({ dumpName }) => chosen.has(dumpName));
  const known = new Set([
    ...discovery.groups.map(({ prefix }) => prefix),
    ...sound.map(({ prefix }) => prefix),
  ]);
  const isOurs = ({ path, name }: UnsoundArchive) =>
    known.has(name.prefix) || isArchiveHead(readHead(path));
  const { mismatches, ...others } = discovery;
  return {
    ...others,
    damagedSnapshots: await describeAll(mismatches, { directory, archives: sound, signal }),
    orphans: lone.filter((orphan) => !begun.has(orphan)),
    interrupted,
    archiveDirectory,
    archives,
    damaged: unsound.filter(isOurs),
    leftAlone: [
      ...discovery.leftAlone,
      ...[...unfinished].map(toUnfinished),
      ...leftAlone,
      ...unsound.filter((one) => !isOurs(one)),
    ],
  };
}

async function describeAll(
  mismatches: readonly Pair[],
  {
    directory,
    archives,
    signal,
  }: { directory: string; archives: readonly ArchiveItem[]; signal: AbortSignal },
): Promise<readonly DamagedSnapshot[]> {
  const damaged: DamagedSnapshot[] = [];
  if (mismatches.length === 0) return damaged;
  const states = await readStates(directory, signal);
  for (const pair of mismatches) {
    const { path } = pair.dump;
    const prefix = parseDumpName(basename(path))?.prefix ?? '';
    const recorded = states?.items.get(ledgerItem(directory, path))?.digests ?? [];
    const message = await describeDamage(pair, { archives, recorded }, signal);
    damaged.push({ path, prefix, message });
  }
  return damaged;
}

function toUnfinished({ file: { path } }: Orphan) {
  return { path, message: 'There is no dump beside it, but a run is writing in this directory.' };
}

function requireProven(
  { groups, leftAlone }: SnapshotDiscovery,
  required: readonly string[],
): void {
  const proven = new Set(groups.flatMap(({ snapshots }) => snapshots.map(({ id }) => id)));
  const path = required.find((one) => !proven.has(one));
  if (path === undefined) return;
  const unread = leftAlone.find((one) => one.path === path && one.why === 'unreadable');
  if (unread !== undefined) {
    throw new CreateDumpError(
      'READ_FAILED',
      `The new dump ${displayPath(basename(path))} can't be read back. ${unread.message} No older snapshot was touched.`,
    );
  }
  throw new CreateDumpError(
    'INTEGRITY',
    `The new dump ${displayPath(basename(path))} can't be read back as it was written, or doesn't match the dump pattern. No older snapshot was touched.`,
  );
}
