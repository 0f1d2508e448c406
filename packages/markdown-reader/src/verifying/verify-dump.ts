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

/** One thing that is wrong with a dump. */
export interface VerifyProblem {
  /**
   * `malformed`: it can't be read by its manifest, or only up to a point; `line-ends`: the same, because LF became
   * CR LF; `content`: the bytes of `path` aren't those of the manifest; `totals`: the manifest contradicts itself;
   * `digest`: any of the bytes before the last line was changed; `checksum`: the checksum file says otherwise.
   */
  readonly kind: 'malformed' | 'line-ends' | 'content' | 'totals' | 'digest' | 'checksum';
  readonly path?: string;
  /** A sentence for a person, safe to print. */
  readonly message: string;
}

export interface VerifyReport {
  /** Every byte is what it was when the dump was written, as far as the dump itself can tell. */
  readonly ok: boolean;
  /** The first 1,000; `omitted` tells how many more there are. */
  readonly problems: readonly VerifyProblem[];
  readonly omitted: number;
  /** Contents in the manifest, as far as it could be read, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  /** Of the file as it is stored, as `sha256sum` gives it; absent if the dump couldn't be read through. */
  readonly sha256?: string;
  /** As the dump's last line has it. */
  readonly treeSha256?: string;
}

export interface VerifyOptions {
  /** Take them for large dumps. */
  readonly workers?: ReaderWorkers;
  readonly signal?: AbortSignal;
  readonly observe?: Observe;
}

/**
 * Proves a dump: its manifest, the size and digest of each content, the tree digest, the counts, and the digest over
 * all of its bytes. In one pass, in memory that doesn't grow with the dump.
 *
 * What is wrong is told by the report. Rejects only where the source can't be read (`READ_FAILED`) or on abort.
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
    for (const message of totals.problems(manifest.end)) {
      problems.add({ kind: 'totals', message: `The manifest contradicts itself: ${message}.` });
    }
    if (covered !== manifest.end.sha256) problems.add(digestProblem(source));
    options.observe?.({ type: 'phase-finished', phase: 'verify' });
    facts.sha256 = source.storedSha256 ?? whole;
  } catch (error) {
    problems.add(malformedProblem(source, error));
  }
  const { files, bytes } = totals;
  return { ok: problems.list.length === 0, ...problems.counted(), files, bytes, ...facts };
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
    // It may fail while contents are waited for.
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
    message: `The SHA-256 over ${source.name} isn't the one in its last line: bytes were changed since it was written.`,
  };
}

/** What a thrown `error` says of the dump; throws it again if it is about something else. */
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
