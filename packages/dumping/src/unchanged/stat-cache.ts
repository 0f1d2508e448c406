import { createHash } from 'node:crypto';
import type { DumpTotals, RunFacts } from '@create-dump/core';
import { decodeStatTable, encodeStatTable, type StatTable } from './stat-table.js';

/** What is remembered of the newest dump: enough to recognise that the next one would equal it. */
export interface StatCache extends DumpTotals {
  /** File name of the dump. */
  readonly name: string;
  readonly sha256: string;
  /** See {@link KeptPair}. */
  readonly identity: string;
  readonly facts: RunFacts;
  /** See `digestOfList`. */
  readonly list: string;
  readonly table: StatTable;
}

/** Changes with the layout of the file. */
const format = 'create-dump stat cache 2';

const digestBytes = 32;

/** One line of JSON, the table in the byte order of the machine, and the SHA-256 of both. */
export function encodeStatCache({ table, ...facts }: StatCache): Buffer {
  const line = `${JSON.stringify({ format, ...facts, count: table.count })}\n`;
  const content = Buffer.concat([Buffer.from(line), ...encodeStatTable(table)]);
  return Buffer.concat([content, digestOf(content)]);
}

/** Undefined for anything but a whole file of this format. */
export function decodeStatCache(bytes: Buffer): StatCache | undefined {
  const content = bytes.subarray(0, -digestBytes);
  const lineEnd = content.indexOf(10);
  if (lineEnd === -1 || !digestOf(content).equals(bytes.subarray(-digestBytes))) return undefined;
  // The digest proves that this program wrote it.
  const line = JSON.parse(content.toString('utf8', 0, lineEnd)) as Omit<StatCache, 'table'> & {
    readonly format: unknown;
    readonly count: number;
  };
  const { format: found, count, ...facts } = line;
  const table =
    found === format ? decodeStatTable(content.subarray(lineEnd + 1), count) : undefined;
  return table && { ...facts, table };
}

function digestOf(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}
