import { basename, join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import {
  createNameFilter,
  discoverSnapshots,
  type Orphan,
  type SnapshotDiscovery,
} from '@create-dump/retention';
import { findUnfinished } from './find-unfinished.js';
import { readHead } from '@create-dump/files';
import type { KeepingContext, KeepingOptions } from './keeping-options.js';
import { type ArchiveItem, listArchives, type UnsoundArchive } from './list-archives.js';
import { isArchiveHead } from '@create-dump/dumping';
import { createSnapshotProof } from './prove-snapshot.js';

/** What there is to keep: everything in it was read and proven, or is told apart. */
export interface Survey extends Omit<SnapshotDiscovery, 'leftAlone'> {
  /** Where archives are, absolute. */
  readonly archiveDirectory: string;
  readonly archives: readonly ArchiveItem[];
  /** Archives that aren't whole any more: they begin as ours do, or are called like others of a group that is here. */
  readonly damaged: readonly UnsoundArchive[];
  readonly leftAlone: readonly { readonly path: string; readonly message: string }[];
}

type Surveying = Pick<KeepingContext, 'signal' | 'observe'> & { readonly runId: string };

/**
 * Finds the snapshots and archives of a directory, and reads them all. Changes nothing.
 * @throws {CreateDumpError} `READ_FAILED`, `USAGE` for a pattern that is none, `INTEGRITY` if the required dump isn't
 * proven. Rejects with the signal's reason.
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
    ...narrowed,
  });
  requireProven(discovery, required ?? []);
  const unfinished = await findUnfinished(discovery.orphans, runId);
  const archiveDirectory = join(directory, 'archives');
  const { sound, unsound, leftAlone } = await listArchives(archiveDirectory, narrowed);
  const chosen = matches(sound.map(({ dumpName }) => dumpName));
  const archives = sound.filter(({ dumpName }) => chosen.has(dumpName));
  const known = new Set([
    ...discovery.groups.map(({ prefix }) => prefix),
    ...sound.map(({ group }) => group),
  ]);
  const isOurs = ({ path, name }: UnsoundArchive) =>
    known.has(name.prefix) || isArchiveHead(readHead(path));
  return {
    ...discovery,
    orphans: discovery.orphans.filter((orphan) => !unfinished.has(orphan)),
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

function toUnfinished({ file: { path } }: Orphan) {
  return { path, message: 'It has no dump beside it, and a run is writing there just now.' };
}

function requireProven({ groups }: SnapshotDiscovery, required: readonly string[]): void {
  const proven = new Set(groups.flatMap(({ snapshots }) => snapshots.map(({ id }) => id)));
  const path = required.find((one) => !proven.has(one));
  if (path === undefined) return;
  throw new CreateDumpError(
    'INTEGRITY',
    `The new dump ${displayPath(basename(path))} can't be read back as it was written, or the dump pattern leaves it out. Nothing older was touched.`,
  );
}
