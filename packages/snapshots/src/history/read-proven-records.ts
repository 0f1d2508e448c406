import { createTreeDigest, type DumpRecord } from '@create-dump/core';
import type { Dump } from '@create-dump/markdown-reader';

/**
 * The records of a dump that are wanted, after all of them were read and give its tree digest. Undefined if they don't: then they
 * prove nothing.
 * @throws {CreateDumpError} `DUMP_MALFORMED`, `READ_FAILED`; rejects with the signal's reason.
 */
export async function readProvenRecords(
  dump: Dump,
  wants: (record: DumpRecord) => boolean,
  signal: AbortSignal,
): Promise<readonly DumpRecord[] | undefined> {
  const digest = createTreeDigest();
  const wanted: DumpRecord[] = [];
  let batch: DumpRecord[] = [];
  for await (const record of dump.records(signal)) {
    if (wants(record)) wanted.push(record);
    batch.push(record);
    if (batch.length < batchLength) continue;
    digest.add(batch);
    batch = [];
  }
  digest.add(batch);
  return digest.finish() === dump.end.treeSha256 ? wanted : undefined;
}

/** Hashing many records at once costs less. */
const batchLength = 500;
