import { CreateDumpError } from '@create-dump/core';
import type { ByteSource } from '../reading/byte-source.js';
import { digestFile } from '../reading/digest-file.js';
import { openFileSource, type OpenSourceOptions } from '../reading/open-file-source.js';
import { type ChecksumComparison, compareChecksum } from './compare-checksum.js';
import { verifyDump, type VerifyOptions, type VerifyReport } from './verify-dump.js';

export interface SnapshotReport extends VerifyReport {
  /** The dump file, as passed. */
  readonly path: string;
  readonly checksum: ChecksumComparison['checksum'];
}

export type VerifySnapshotOptions = OpenSourceOptions & VerifyOptions;

/**
 * Verifies a dump file, `.md` or `.md.gz`, and compares it with the checksum file beside it, if there is one.
 * @throws {CreateDumpError} `READ_FAILED` if one of the two can't be read.
 */
export async function verifySnapshot(
  path: string,
  options: VerifySnapshotOptions,
): Promise<SnapshotReport> {
  const report = await verifyFile(path, options);
  const sha256 = report.sha256 ?? (await digestFile(path, options.signal));
  const { checksum, problem } = compareChecksum(path, sha256);
  if (problem === undefined) return { ...report, sha256, path, checksum };
  return { ...report, sha256, path, checksum, ok: false, problems: [...report.problems, problem] };
}

async function verifyFile(path: string, options: VerifySnapshotOptions): Promise<VerifyReport> {
  try {
    using source: ByteSource = await openFileSource(path, options);
    return await verifyDump(source, options);
  } catch (error) {
    if (!(error instanceof CreateDumpError && error.code === 'INTEGRITY')) throw error;
    const problem = { kind: 'malformed' as const, message: error.message };
    return { ok: false, problems: [problem], omitted: 0, files: 0, bytes: 0 };
  }
}
