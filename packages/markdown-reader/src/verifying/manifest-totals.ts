import { createTreeDigest, type DumpRecord, isSkipped, type ManifestEnd } from '@create-dump/core';

/** Sums up a manifest's records to compare them with its last line. */
export interface ManifestTotals {
  add(records: readonly DumpRecord[]): void;
  /** Number of contents added, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  /** To be called after the last record: each contradiction between the records and the last line. */
  problems(end: ManifestEnd): readonly string[];
}

export function createManifestTotals(): ManifestTotals {
  const tree = createTreeDigest();
  let files = 0;
  let skipped = 0;
  let bytes = 0;
  return {
    add(records) {
      tree.add(records);
      for (const record of records) {
        if (isSkipped(record)) {
          skipped++;
        } else {
          files++;
          bytes += record.size;
        }
      }
    },
    get files() {
      return files;
    },
    get bytes() {
      return bytes;
    },
    problems(end) {
      const found = { files, skipped, bytes, treeSha256: tree.finish() };
      return keys
        .filter((key) => found[key] !== end[key])
        .map((key) => `"${key}" is ${found[key]} by its records and ${end[key]} by its last line`);
    },
  };
}

const keys = ['files', 'skipped', 'bytes', 'treeSha256'] as const;
