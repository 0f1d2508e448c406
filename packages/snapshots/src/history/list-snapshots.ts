/*
 * The history of a directory: `listSnapshots` (here) lists its snapshots, live and archived, from names, checksum files, manifests and
 * indexes; `selectSnapshot` picks one; `findVersions` and `grepSnapshots` look for files and lines in all of them. Nothing here
 * proves a snapshot: `verify` does. Whatever an answer is made of was checked against the digest of its manifest.
 */
import { join } from 'node:path';
import { checksumName, CreateDumpError, displayPath, parseDumpName } from '@create-dump/core';
import { errorCode, toFailure } from '@create-dump/files';
import { listNames } from '../list-names.js';
import { findArchives } from '../verify-archived.js';
import { compareNewestFirst, type KeptProblem, type KeptSnapshot } from './kept-snapshot.js';
import type { HistoryContext } from './open-manifest.js';
import { createFingerprints, readArchived, readLive } from './read-snapshot.js';

export interface SnapshotList {
  /** The newest first. */
  readonly snapshots: readonly KeptSnapshot[];
  readonly problems: readonly KeptProblem[];
}

/**
 * Lists the snapshots of a directory and its `archives/`. Archives without an index are unpacked once, and get one.
 * @throws {CreateDumpError} `READ_FAILED` if the directory can't be listed. Rejects with the signal's reason.
 */
export async function listSnapshots(
  directory: string,
  context: HistoryContext,
): Promise<SnapshotList> {
  const found = new Map<string, KeptSnapshot>();
  const problems: KeptProblem[] = [];
  const add = async (path: string, read: () => Promise<KeptSnapshot | undefined>) => {
    context.signal.throwIfAborted();
    try {
      const snapshot = await read();
      if (snapshot === undefined) return;
      const key = `${snapshot.id} ${snapshot.dumpName}`;
      const other = found.get(key);
      found.set(key, other === undefined ? snapshot : mergePlaces(other, snapshot));
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof CreateDumpError) && errorCode(error) === undefined) throw error;
      const { code, message } = toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
      if (code === 'WRITE_FAILED') throw error;
      problems.push({ path, message });
    }
    context.observe?.({ type: 'progressed', files: 1, bytes: 0 });
  };
  const names = await listNames(directory, []);
  const all = new Set(names);
  const dumps = names.filter(
    (name) => parseDumpName(name) !== undefined && all.has(checksumName(name)),
  );
  const archives = await findArchives(directory);
  const files = dumps.length + archives.length;
  context.observe?.({ type: 'phase-started', phase: 'search', files });
  for (const path of dumps.map((name) => join(directory, name))) {
    await add(path, () => readLive(path, context));
  }
  const findHead = createFingerprints();
  for (const path of archives) await add(path, () => readArchived(path, findHead, context));
  context.observe?.({ type: 'phase-finished', phase: 'search' });
  return { snapshots: [...found.values()].toSorted(compareNewestFirst), problems };
}

/** A snapshot that is live and archived; the first archive counts. */
function mergePlaces(one: KeptSnapshot, other: KeptSnapshot): KeptSnapshot {
  const { header, end, group } = one.header === undefined ? other : one;
  return {
    ...one,
    header,
    end,
    group,
    live: one.live ?? other.live,
    archive: one.archive ?? other.archive,
  };
}
