import { type ContentRecord, displayPath, isSkipped } from '@create-dump/core';
import { type ByteSource, openDump, readSourceContents } from '@create-dump/markdown-reader';
import type { ContentSearch } from '@create-dump/snapshots';

export interface DumpSearch<T> {
  readonly wants: (path: string) => boolean;
  readonly searchIn: (record: ContentRecord) => ContentSearch<T>;
  /** Receives what was found in each content that is as its record says. */
  readonly onContent: (found: T) => Promise<void>;
  readonly onDamage: (message: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Searches the contents of one dump; returns how many there are, and how many the dump only lists.
 * @throws {CreateDumpError} `DUMP_MALFORMED`, `READ_FAILED`.
 */
export async function searchDump<T>(
  source: ByteSource,
  { wants, searchIn, onContent, onDamage, signal }: DumpSearch<T>,
): Promise<{ readonly contents: number; readonly notHeld: number }> {
  const records: ContentRecord[] = [];
  let notHeld = 0;
  for await (const record of openDump(source).records(signal)) {
    if (record.mode === '120000' || !wants(record.path)) continue;
    if (!isSkipped(record)) records.push(record);
    else if (record.sha256 !== undefined) notHeld++;
  }
  let search: ContentSearch<T> | undefined;
  for await (const piece of readSourceContents(source, records, signal)) {
    const { record, isLast, problem } = piece;
    const current = (search ??= searchIn(record));
    current.take(piece);
    if (!isLast) continue;
    search = undefined;
    if (problem === undefined) await onContent(current.finish());
    else {
      const path = displayPath(record.path);
      onDamage(`${source.name} is damaged: the content of "${path}" is wrong, ${problem}.`);
    }
  }
  return { contents: records.length, notHeld };
}
