/*
 * Verifying: proves that every byte of a dump is what was written, by its manifest and digests (`verifyDump`), by the
 * checksum file beside it (`verifySnapshot`), or for all snapshots of a directory. Sources and paths come in; reports come
 * out, in which damage is data: only a failure to read throws.
 */

import {
  CreateDumpError,
  displayPath,
  type DumpEvent,
  type DumpRecord,
  type Observe,
} from '@create-dump/core';
import type { ByteSource } from '../reading/byte-source.js';
import { createDumpDigest } from '../reading/dump-digest.js';
import {
  findManifest,
  hasConvertedLineEnds,
  type ManifestLocation,
} from '../reading/find-manifest.js';
import { scanContents } from '../reading/scan-contents.js';
import type { DigestOutcome } from '../threads/reader-job.js';
import { openReaderPool, type ReaderWorkers } from '../threads/reader-pool.js';
import { scanInParallel } from '../threads/scan-in-parallel.js';
import { createManifestTotals, type ManifestTotals } from './manifest-totals.js';
import { readTableCounts } from './read-table-counts.js';

/** One defect of a dump. */
export interface VerifyProblem {
  /**
   * `malformed`: the manifest is missing or invalid, so the dump could be read only in part or not at all; `line-ends`: the
   * same, because LF was converted to CR LF; `content`: the bytes of `path` don't match its record; `totals`: the
   * manifest, or the table at the top, contradicts the records; `digest`: a byte before the last line was changed; `checksum`: the checksum file doesn't match.
   */
  readonly kind: 'malformed' | 'line-ends' | 'content' | 'totals' | 'digest' | 'checksum';
  readonly path?: string;
  /** A sentence for a person, safe to print. */
  readonly message: string;
}

export interface VerifyReport {
  /** True if the dump is unchanged since it was written, as far as its own digests can prove. */
  readonly ok: boolean;
  /** At most 1,000; `omitted` is the number of further ones. */
  readonly problems: readonly VerifyProblem[];
  readonly omitted: number;
  /** Number of contents in the manifest, as far as it could be read, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  /** Number of contents in which secrets are redacted. Absent if there are none. */
  readonly redacted?: number;
  /** SHA-256 of the stored file, as `sha256sum` prints it; absent if the dump couldn't be read to its end. */
  readonly sha256?: string;
  /** Tree digest as stated by the dump's last line. */
  readonly treeSha256?: string;
}

export interface VerifyOptions {
  /** Threads to use for large dumps. */
  readonly workers?: ReaderWorkers;
  readonly signal?: AbortSignal;
  readonly observe?: Observe;
}

/**
 * Verifies a dump in one pass and constant memory: its manifest, the size and digest of each content, the tree digest, the
 * counts, and the digest over all of its bytes.
 *
 * Defects are reported, not thrown. Rejects only if the source can't be read (`READ_FAILED`) or on abort.
 */
export async function verifyDump(
  source: ByteSource,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const problems = createProblemList();
  const totals = createManifestTotals();
  const facts: { sha256?: string; treeSha256?: string } = {};
  try {
    const manifest = findManifest(source);
    facts.treeSha256 = manifest.end.treeSha256;
    options.observe?.(phaseStart(source, manifest));
    const { covered, whole } = await checkContents({
      source,
      manifest,
      totals,
      problems,
      ...options,
    });
    const table = readTableCounts(source, manifest.end);
    for (const message of totals.problems(manifest.end, table)) {
      problems.add({ kind: 'totals', message: `The dump contradicts itself: ${message}.` });
    }
    if (covered !== manifest.end.sha256) problems.add(digestProblem(source));
    options.observe?.({ type: 'phase-finished', phase: 'verify' });
    facts.sha256 = source.storedSha256 ?? whole;
  } catch (error) {
    problems.add(malformedProblem(source, error));
  }
  const { files, bytes, redacted } = totals;
  const counts = { files, bytes, ...(redacted > 0 && { redacted }) };
  return { ok: problems.list.length === 0, ...problems.counted(), ...counts, ...facts };
}

function phaseStart({ name }: ByteSource, { end }: ManifestLocation): DumpEvent {
  const { files, skipped, bytes } = end;
  return { type: 'phase-started', phase: 'verify', name, files: files + skipped, bytes };
}

interface CheckOptions extends VerifyOptions {
  readonly source: ByteSource;
  readonly manifest: ManifestLocation;
  readonly totals: ManifestTotals;
  readonly problems: ProblemList;
}

async function checkContents(options: CheckOptions): Promise<DigestOutcome> {
  const { source, manifest, totals, problems, workers, signal, observe } = options;
  const scan = {
    source,
    manifest,
    signal,
    wants: () => false,
    onRecords(records: readonly DumpRecord[]) {
      const before = totals.bytes;
      totals.add(records);
      observe?.({ type: 'progressed', files: records.length, bytes: totals.bytes - before });
    },
  };
  await using pool = openReaderPool(source, { workers, signal });
  if (pool !== undefined) {
    const digest = pool.run({ type: 'digest', endOffset: manifest.endOffset });
    // It may fail while contents are awaited: that must not be an unhandled rejection.
    digest.catch(() => {});
    for await (const { problems: found } of scanInParallel({ ...scan, pool, checksAll: true })) {
      for (const { path, problem } of found) problems.add(contentProblem(path, problem));
    }
    return await digest;
  }
  const digest = createDumpDigest(manifest);
  const pieces = scanContents({ ...scan, onBytes: (bytes, offset) => digest.add(bytes, offset) });
  for await (const { record, problem = '' } of pieces) {
    problems.add(contentProblem(record.path, problem));
  }
  return { covered: digest.covered, whole: digest.whole() };
}

function contentProblem(path: string, problem: string): VerifyProblem {
  const message = `The content of "${displayPath(path)}" is wrong: ${problem}.`;
  return { kind: 'content', path, message };
}

function digestProblem(source: ByteSource): VerifyProblem {
  return {
    kind: 'digest',
    message: `The SHA-256 of ${source.name} isn't the one in its last line: it was changed after it was written.`,
  };
}

/** Turns `DUMP_MALFORMED` into a problem; rethrows any other error. */
function malformedProblem(source: ByteSource, error: unknown): VerifyProblem {
  if (!(error instanceof CreateDumpError && error.code === 'DUMP_MALFORMED')) throw error;
  const kind = hasConvertedLineEnds(source) ? 'line-ends' : 'malformed';
  return { kind, message: error.message };
}

type ProblemList = ReturnType<typeof createProblemList>;

const maxProblems = 1000;

function createProblemList() {
  const list: VerifyProblem[] = [];
  let omitted = 0;
  return {
    list,
    add(problem: VerifyProblem) {
      if (list.length < maxProblems) list.push(problem);
      else omitted++;
    },
    counted: () => ({ problems: list, omitted }),
  };
}
