import {
  createTreeDigest,
  type DumpRecord,
  isRedacted,
  isSkipped,
  type ManifestEnd,
  shownContent,
} from '@create-dump/core';
import type { TableCounts } from './read-table-counts.js';

/** Sums up a manifest's records to compare them with its last line. */
export interface ManifestTotals {
  add(records: readonly DumpRecord[]): void;
  /** Number of contents added, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  /** Number of them that are redacted. */
  readonly redacted: number;
  /** To be called after the last record: each contradiction between the records and the last line, or the table. */
  problems(end: ManifestEnd, table?: TableCounts): readonly string[];
}

export function createManifestTotals(): ManifestTotals {
  const tree = createTreeDigest();
  let files = 0;
  let skipped = 0;
  let leftOut = 0;
  let bytes = 0;
  let redacted = 0;
  return {
    add(records) {
      tree.add(records);
      for (const record of records) {
        if (isSkipped(record)) {
          skipped++;
          if (record.skipped === 'excluded') leftOut++;
        } else {
          files++;
          bytes += shownContent(record).size;
          if (isRedacted(record)) redacted++;
        }
      }
    },
    get files() {
      return files;
    },
    get bytes() {
      return bytes;
    },
    get redacted() {
      return redacted;
    },
    problems(end, table) {
      const found = { files, skipped, leftOut, bytes, treeSha256: tree.finish() };
      // Development versions didn't count what is left out.
      const stated = { ...end, leftOut: end.leftOut ?? leftOut };
      return [
        ...keys
          .filter((key) => found[key] !== stated[key])
          .map(
            (key) => `"${key}" is ${found[key]} by its records and ${end[key]} by its last line`,
          ),
        ...(table === undefined ? [] : tableProblems(table, found, end)),
      ];
    },
  };
}

const keys = ['files', 'skipped', 'leftOut', 'bytes', 'treeSha256'] as const;

function tableProblems(
  table: TableCounts,
  { files, skipped, leftOut }: { files: number; skipped: number; leftOut: number },
  end: ManifestEnd,
): readonly string[] {
  const rows = [
    ['Files', files + skipped - leftOut, table.files],
    ['Left out', leftOut, table.leftOut ?? (end.leftOut === undefined ? leftOut : 0)],
  ] as const;
  return rows
    .filter(([, counted, stated]) => counted !== stated)
    .map(
      ([row, counted, stated]) =>
        `"${row}" is ${counted} by its records and ${stated} by its table`,
    );
}
