import type { ManifestEnd } from '@create-dump/core';
import { type ByteSource, readFully } from '../reading/byte-source.js';

/** The counts that the table at the top of a dump states for people. */
export interface TableCounts {
  /** Number of files with a section. */
  readonly files: number;
  /** Number of files that the user's options exclude: the row is absent if there are none. */
  readonly leftOut: number | undefined;
}

/** Far more than a heading and a table need. */
const maxHeadBytes = 2 ** 16;

/** Undefined if the dump doesn't begin with a heading and a table that counts files, as a dump of another writer may not. */
export function readTableCounts(
  source: ByteSource,
  { manifestOffset }: ManifestEnd,
): TableCounts | undefined {
  const head = readFully(source, Buffer.alloc(Math.min(maxHeadBytes, manifestOffset)), 0);
  const [, table] = /^# Code dump: [^\n]*\n\n((?:\|[^\n]*\n)+)/.exec(head.toString('latin1')) ?? [];
  const files = countIn(/^\| Files \| (\d+) \|$/m, table);
  if (files === undefined) return undefined;
  return { files, leftOut: countIn(/^\| Left out \| (\d+), by the options \|$/m, table) };
}

function countIn(row: RegExp, table = ''): number | undefined {
  const [, count] = row.exec(table) ?? [];
  return count === undefined ? undefined : Number(count);
}
