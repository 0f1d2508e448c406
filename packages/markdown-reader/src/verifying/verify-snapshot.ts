import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { checksumName, CreateDumpError, displayPath, parseChecksumLine } from '@create-dump/core';
import { type ByteSource, readFully } from '../reading/byte-source.js';
import {
  openFileSource,
  type OpenSourceOptions,
  openRegularFile,
} from '../reading/open-file-source.js';
import { createPacer } from '../reading/pacer.js';
import { systemErrorCode } from '../reading/system-error.js';
import {
  verifyDump,
  type VerifyOptions,
  type VerifyProblem,
  type VerifyReport,
} from './verify-dump.js';

export interface SnapshotReport extends VerifyReport {
  /** The dump's file, as it was given. */
  readonly path: string;
  readonly checksum: 'matches' | 'differs' | 'absent';
}

export type VerifySnapshotOptions = OpenSourceOptions & VerifyOptions;

/**
 * Proves a dump's file, `.md` or `.md.gz`, and compares it with the checksum file beside it, if there is one.
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

/**
 * Compares a file's digest, as `sha256sum` gives it, with the checksum file beside it.
 * @throws {CreateDumpError} `READ_FAILED`
 */
export function compareChecksum(
  path: string,
  sha256: string,
): { checksum: SnapshotReport['checksum']; problem?: VerifyProblem } {
  const checksumPath = join(dirname(path), checksumName(basename(path)));
  const text = readChecksumFile(checksumPath);
  if (text === undefined) return { checksum: 'absent' };
  const line = parseChecksumLine(text);
  const name = displayPath(checksumPath);
  const differs = (message: string) => ({
    checksum: 'differs' as const,
    problem: { kind: 'checksum' as const, message },
  });
  if (line === undefined) return differs(`${name} isn't one line in the format of sha256sum.`);
  if (line.fileName !== basename(path)) {
    return differs(`${name} is about "${displayPath(line.fileName)}", another file.`);
  }
  return line.sha256 === sha256
    ? { checksum: 'matches' }
    : differs(`The SHA-256 of ${displayPath(path)} is ${sha256}, and ${name} says ${line.sha256}.`);
}

/** @throws {CreateDumpError} `READ_FAILED` */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  using source = openRegularFile(path);
  const hash = createHash('sha256');
  const pacer = createPacer(signal);
  for (let at = 0; at < source.size; at += pieceBytes) {
    const length = Math.min(pieceBytes, source.size - at);
    hash.update(readFully(source, Buffer.alloc(length), at));
    if (pacer.spend(length)) await pacer.rest();
  }
  return hash.digest('hex');
}

const pieceBytes = 2 ** 18;

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

/** Longer files can't be one line about a file. */
const maxChecksumBytes = 2 ** 13;

function readChecksumFile(path: string): string | undefined {
  try {
    using source = openRegularFile(path);
    const size = Math.min(source.size, maxChecksumBytes);
    return readFully(source, Buffer.alloc(size), 0).toString('utf8');
  } catch (error) {
    if (error instanceof Error && systemErrorCode(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}
