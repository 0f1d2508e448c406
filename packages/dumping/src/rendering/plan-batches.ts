import { isSkipped, type SectionEntry } from '@create-dump/core';

/** Enough for a thread to be busy for some milliseconds, little enough for all threads to have some. */
const batchBytes = 2 * 2 ** 20;
const batchEntries = 256;

/** Cuts a run's entries into pieces of work, in order. */
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
