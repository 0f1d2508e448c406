import { checksumName, parseDumpName, stampToDate } from '@create-dump/core';
import { groupKey, type Snapshot } from '@create-dump/retention';
import type { KeepingOptions } from '../src/keeping-options.js';
import type { ArchiveItem } from '../src/list-archives.js';
import type { Survey } from '../src/survey-directory.js';

/** A fictitious snapshot in /d. */
export function snapshotOf(name: string, facts: Partial<Snapshot> = {}): Snapshot {
  const parts = parseDumpName(name);
  const toFile = (fileName: string) => ({ path: `/d/${fileName}`, size: 1, identity: fileName });
  const [dump, checksum] = [toFile(name), toFile(checksumName(name))];
  return {
    id: dump.path,
    group: groupKey(parts?.prefix ?? '', facts.tree),
    prefix: parts?.prefix ?? '',
    tree: undefined,
    time: stampToDate(parts?.stamp ?? '') ?? new Date(Number.NaN),
    sequence: parts?.sequence ?? 0,
    size: 2,
    pinned: false,
    dump,
    checksum,
    sha256: `digest of ${name}`,
    files: [dump, checksum],
    ...facts,
  };
}

/** A fictitious archive in /d/archives. */
export function archiveOf(dumpName: string, fileName: string): ArchiveItem {
  const { group, prefix, tree, time, sequence, sha256 } = snapshotOf(dumpName);
  const id = `/d/archives/${fileName}`;
  const files = [{ path: id, size: 1, identity: fileName }];
  const common = { group, prefix, tree, time, sequence, sha256 };
  return { id, ...common, size: 1, pinned: false, dumpName, files };
}

export function surveyOf(snapshots: readonly Snapshot[], facts: Partial<Survey> = {}): Survey {
  const prefixes = [...new Set(snapshots.map(({ group }) => group))];
  return {
    groups: prefixes.map((prefix) => ({
      prefix,
      tree: undefined,
      snapshots: snapshots.filter(({ group }) => group === prefix),
    })),
    orphans: [],
    interrupted: [],
    damagedSnapshots: [],
    leftAlone: [],
    archiveDirectory: '/d/archives',
    archives: [],
    damaged: [],
    ...facts,
  };
}

export const defaults: KeepingOptions = {
  directory: '/d',
  search: false,
  archiveFormat: 'zip',
  includeCurrent: false,
  keepLatest: true,
  policy: {},
  pins: [],
  cleanRoot: false,
  noRemove: false,
  dryRun: false,
};
