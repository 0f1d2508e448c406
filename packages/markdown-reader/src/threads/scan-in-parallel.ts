import { type DumpRecord, type ContentRecord, isSkipped, shownContent } from '@create-dump/core';
import { readRecords } from '../reading/read-records.js';
import type { Scan } from '../reading/scan-contents.js';
import { createWorkBudget, fileCost } from '../reading/work-budget.js';
import { createStagedTree } from '../writing/staged-tree.js';
import type { ContentsJob, ContentsOutcome } from './reader-job.js';
import type { ReaderPool } from './reader-pool.js';

export interface ParallelScan extends Pick<Scan, 'source' | 'manifest' | 'wants' | 'signal'> {
  readonly pool: ReaderPool;
  /** Receives the records in batches, each before any of its contents. */
  readonly onRecords: (records: readonly DumpRecord[]) => void;
  /** Whether to check unwanted contents, too. */
  readonly checksAll: boolean;
  /** The empty directory to write wanted contents to; absent to only check them. */
  readonly root?: string | undefined;
}

/** The outcome of one job. */
export interface ScannedContents extends ContentsOutcome {
  /** Number of wanted contents, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Checks a dump's contents and writes the wanted ones on other threads. Yields outcomes in dump order, and throws in that
 * order, too: `DUMP_MALFORMED` for the first invalid record, or what a job throws.
 */
export async function* scanInParallel(scan: ParallelScan): AsyncGenerator<ScannedContents> {
  const { pool, signal } = scan;
  const budget = createWorkBudget(signal);
  const running: Promise<ScannedContents>[] = [];
  for (const job of startJobs(scan)) {
    // A later job may fail while an earlier one is awaited: that must not be an unhandled rejection.
    job.catch(() => {});
    running.push(job);
    const done = running.length > pool.capacity ? running.shift() : undefined;
    if (done !== undefined) yield await done;
    await budget.renew();
  }
  for (const job of running) yield await job;
}

/** Starts jobs as the manifest is read. A failure of the manifest or of a directory becomes a last, rejected promise. */
function* startJobs(scan: ParallelScan): Generator<Promise<ScannedContents>> {
  const { source, manifest, pool, root, onRecords } = scan;
  using tree = root === undefined ? undefined : createStagedTree(root);
  try {
    for (const records of readRecords(source, manifest)) {
      onRecords(records);
      for (const contents of slicesOf(records, scan)) {
        const wanted = contents.filter(({ isWanted }) => isWanted).map(({ record }) => record);
        for (const { path } of wanted) tree?.makeDirectories(path);
        const bytes = wanted.reduce((sum, record) => sum + shownContent(record).size, 0);
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

/** The contents to check, in slices of about `jobBytes`; the last may be empty, so that the caller yields to the event loop. */
function* slicesOf(
  records: readonly DumpRecord[],
  { wants, checksAll }: ParallelScan,
): Generator<ContentsJob['contents']> {
  let contents: { record: ContentRecord; isWanted: boolean }[] = [];
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
