import { type DumpRecord, type FileRecord, isSkipped } from '@create-dump/core';
import { readRecords } from '../reading/read-records.js';
import type { Scan } from '../reading/scan-contents.js';
import { createWorkBudget, fileCost } from '../reading/work-budget.js';
import { createStagedTree } from '../writing/staged-tree.js';
import type { ContentsJob, ContentsOutcome } from './reader-job.js';
import type { ReaderPool } from './reader-pool.js';

export interface ParallelScan extends Pick<Scan, 'source' | 'manifest' | 'wants' | 'signal'> {
  readonly pool: ReaderPool;
  /** Gets the records, a batch at a time, before any of their contents. */
  readonly onRecords: (records: readonly DumpRecord[]) => void;
  /** Whether to check contents that aren't wanted. */
  readonly checksAll: boolean;
  /** The empty directory that wanted contents are written to; absent if they are only checked. */
  readonly root?: string | undefined;
}

/** What came of a job, in the order of the dump. */
export interface ScannedContents extends ContentsOutcome {
  /** Of the wanted contents: how many, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Checks a dump's contents, and writes those that are wanted, on other threads. Everything comes in the order of the dump,
 * also what is thrown: `DUMP_MALFORMED` for the first record that is wrong, what a job throws.
 */
export async function* scanInParallel(scan: ParallelScan): AsyncGenerator<ScannedContents> {
  const { pool, signal } = scan;
  const budget = createWorkBudget(signal);
  const underWay: Promise<ScannedContents>[] = [];
  for (const begun of beginJobs(scan)) {
    // A later one may fail while an earlier one is waited for.
    begun.catch(() => {});
    underWay.push(begun);
    const done = underWay.length > pool.capacity ? underWay.shift() : undefined;
    if (done !== undefined) yield await done;
    await budget.renew();
  }
  for (const begun of underWay) yield await begun;
}

/** What is begun, block by block of the manifest; at the end one that rejects, if the manifest or a directory goes wrong. */
function* beginJobs(scan: ParallelScan): Generator<Promise<ScannedContents>> {
  const { source, manifest, pool, root, onRecords } = scan;
  using tree = root === undefined ? undefined : createStagedTree(root);
  try {
    for (const records of readRecords(source, manifest)) {
      onRecords(records);
      for (const contents of slicesOf(records, scan)) {
        const wanted = contents.filter(({ isWanted }) => isWanted).map(({ record }) => record);
        for (const { path } of wanted) tree?.makeDirectories(path);
        const bytes = wanted.reduce((sum, { size }) => sum + size, 0);
        const outcome = pool.run({ type: 'contents', root, contents });
        yield outcome.then(({ problems }) => ({ problems, files: wanted.length, bytes }));
      }
    }
  } catch (error) {
    yield Promise.reject(error);
  }
}

/** About 20 ms of work. */
const jobBytes = 2 ** 22;

/** The contents to be looked at, in slices; at least one, maybe empty: the caller has to rest now and then. */
function* slicesOf(
  records: readonly DumpRecord[],
  { wants, checksAll }: ParallelScan,
): Generator<ContentsJob['contents']> {
  let contents: { record: FileRecord; isWanted: boolean }[] = [];
  let bytes = 0;
  for (const record of records) {
    if (isSkipped(record)) continue;
    const isWanted = wants(record);
    if (!isWanted && !checksAll) continue;
    contents.push({ record, isWanted });
    bytes += record.length + fileCost;
    if (bytes < jobBytes) continue;
    yield contents;
    contents = [];
    bytes = 0;
  }
  yield contents;
}
