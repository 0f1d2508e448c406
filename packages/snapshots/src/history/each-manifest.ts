import { CreateDumpError, displayPath, type DumpRecord } from '@create-dump/core';
import type { KeptProblem, KeptSnapshot } from './kept-snapshot.js';
import { type HistoryContext, openManifest } from './open-manifest.js';
import { readProvenRecords } from './read-proven-records.js';

export interface ManifestWork {
  readonly wants: (record: DumpRecord) => boolean;
  /** Called for each snapshot, in order, with its wanted records. */
  readonly take: (records: readonly DumpRecord[], snapshot: KeptSnapshot) => void;
}

/** What couldn't be read. */
export interface UnreadManifests {
  readonly problems: readonly KeptProblem[];
  /** Snapshots without a manifest. */
  readonly unread: number;
}

/**
 * Reads the manifests of snapshots. An index whose records don't give its tree digest is made again.
 * @throws {CreateDumpError} `WRITE_FAILED`; rejects with the signal's reason.
 */
export async function eachManifest(
  snapshots: readonly KeptSnapshot[],
  { wants, take }: ManifestWork,
  context: HistoryContext,
): Promise<UnreadManifests> {
  const problems: KeptProblem[] = [];
  let unread = 0;
  context.observe?.({ type: 'phase-started', phase: 'search', files: snapshots.length });
  for (const snapshot of snapshots) {
    context.observe?.({ type: 'progressed', files: 1, bytes: 0 });
    if (snapshot.end === undefined) {
      unread++;
      continue;
    }
    try {
      take(await readWanted(snapshot, wants, context), snapshot);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof CreateDumpError) || error.code === 'WRITE_FAILED') throw error;
      problems.push({ path: placeOf(snapshot), message: error.message });
    }
  }
  context.observe?.({ type: 'phase-finished', phase: 'search' });
  return { problems, unread };
}

async function readWanted(
  snapshot: KeptSnapshot,
  wants: ManifestWork['wants'],
  context: HistoryContext,
): Promise<readonly DumpRecord[]> {
  for (const refresh of [false, true]) {
    using opened = await openManifest(snapshot, context, refresh);
    try {
      const records = await readProvenRecords(opened.dump, wants, context.signal);
      if (records !== undefined) return records;
    } catch (error) {
      const isMalformed = error instanceof CreateDumpError && error.code === 'DUMP_MALFORMED';
      if (!isMalformed || refresh) throw error;
    }
  }
  const message = `The manifest of ${displayPath(placeOf(snapshot))} contradicts itself: its records don't give its tree digest.`;
  throw new CreateDumpError('INTEGRITY', message);
}

/** Where a snapshot lies: the live dump, else its archive. */
export function placeOf({ live, archive, dumpName }: KeptSnapshot): string {
  return live ?? archive ?? dumpName;
}
