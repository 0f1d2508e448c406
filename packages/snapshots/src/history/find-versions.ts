import { comparePaths, type DumpRecord, isRedacted, shownContent } from '@create-dump/core';
import { eachManifest, type UnreadManifests } from './each-manifest.js';
import type { KeptSnapshot } from './kept-snapshot.js';
import type { HistoryContext } from './open-manifest.js';

/** One content that a path had. */
export interface FileVersion {
  readonly group: string;
  readonly path: string;
  /** Of the content, hexadecimal; where it is redacted, of what is left. */
  readonly sha256: string;
  readonly size: number | undefined;
  /** The mode in the newest snapshot that has it. */
  readonly mode: string;
  /** Whether dumps hold the content; a binary file may only be listed. */
  readonly isHeld: boolean;
  /** Secrets are redacted in it: versions that differ in nothing else count as one. */
  readonly redacted?: true;
  /** The oldest and the newest snapshot that has it, and how many do. */
  readonly first: KeptSnapshot;
  readonly last: KeptSnapshot;
  readonly snapshots: number;
}

export interface FoundVersions extends UnreadManifests {
  /** By group and path; of one path, the newest version comes first. */
  readonly versions: readonly FileVersion[];
}

/**
 * Finds every version of the files whose path is wanted. Contents aren't read: a manifest has their digests.
 * @param snapshots The newest first, as `listSnapshots` returns them.
 * @throws {CreateDumpError} `WRITE_FAILED`; rejects with the signal's reason.
 */
export async function findVersions(
  snapshots: readonly KeptSnapshot[],
  wants: (path: string) => boolean,
  context: HistoryContext,
): Promise<FoundVersions> {
  const found = new Map<string, FileVersion>();
  const add = (record: DumpRecord, snapshot: KeptSnapshot) => {
    const redacted = isRedacted(record) && { redacted: true as const };
    const { path, mode = '100644' } = record;
    const { sha256, size } = isRedacted(record) ? shownContent(record) : record;
    if (sha256 === undefined) return;
    const { group } = snapshot;
    const key = `${group}\0${path}\0${sha256}${redacted ? ' redacted' : ''}`;
    const known = found.get(key);
    const isHeld = 'offset' in record || known?.isHeld === true;
    const newer = known ?? { group, path, sha256, size, mode, last: snapshot, snapshots: 0 };
    found.set(key, {
      ...newer,
      ...redacted,
      isHeld,
      first: snapshot,
      snapshots: newer.snapshots + 1,
    });
  };
  const unread = await eachManifest(
    snapshots,
    {
      wants: ({ path }) => wants(path),
      take(records, snapshot) {
        for (const record of records) add(record, snapshot);
      },
    },
    context,
  );
  return { versions: [...found.values()].toSorted(compareVersions), ...unread };
}

function compareVersions(a: FileVersion, b: FileVersion): number {
  return (
    comparePaths(a.group, b.group) ||
    comparePaths(a.path, b.path) ||
    b.last.time.getTime() - a.last.time.getTime() ||
    b.first.time.getTime() - a.first.time.getTime() ||
    comparePaths(a.sha256, b.sha256)
  );
}
