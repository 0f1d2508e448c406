import { isSkipped, type SectionEntry } from '@create-dump/core';

/** Enough work for some milliseconds, and small enough that every thread gets a share. */
const batchBytes = 2 * 2 ** 20;
const batchEntries = 256;

/** Cuts the entries of a run into batches, in order. */
export function* planBatches(entries: readonly SectionEntry[]): Generator<readonly SectionEntry[]> {
  let from = 0;
  let bytes = 0;
  for (const [at, entry] of entries.entries()) {
    const size = isSkipped(entry) ? 0 : entry.size;
    if (at > from && (at - from >= batchEntries || bytes + size > batchBytes)) {
      yield entries.slice(from, at);
      from = at;
      bytes = 0;
    }
    bytes += size;
  }
  if (from < entries.length) yield entries.slice(from);
}
