import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  checksumName,
  comparePaths,
  CreateDumpError,
  decodePath,
  displayPath,
  parseDumpName,
  toFsPath,
} from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import { digestFile } from '../reading/digest-file.js';
import { compareChecksum } from './compare-checksum.js';
import type { VerifyProblem } from './verify-dump.js';
import {
  type SnapshotReport,
  verifySnapshot,
  type VerifySnapshotOptions,
} from './verify-snapshot.js';

/**
 * Verifies every snapshot in a directory: each file named like a dump, with its checksum file. One of the two without the
 * other is a problem of kind `orphan`. For JSON dumps, only the checksum is compared.
 * @throws {CreateDumpError} `READ_FAILED`
 */
export async function* verifySnapshotDirectory(
  directory: string,
  options: VerifySnapshotOptions,
): AsyncGenerator<DirectoryReport> {
  yield* verifyNamedSnapshots(listNames(directory), {
    pathOf: (name) => join(directory, name),
    verify(name) {
      options.signal?.throwIfAborted();
      const path = join(directory, name);
      return name.endsWith('.json')
        ? verifyChecksumOnly(path, options)
        : verifySnapshot(path, options);
    },
  });
}

/** Where the files of {@link verifyNamedSnapshots} are. */
export interface NamedSnapshots {
  /** A path or an address. */
  readonly pathOf: (name: string) => string;
  readonly verify: (name: string) => Promise<SnapshotReport>;
}

/** Verifies the snapshots among the names of a place, and reports dumps and checksum files without the other one. */
export async function* verifyNamedSnapshots(
  names: readonly string[],
  { pathOf, verify }: NamedSnapshots,
): AsyncGenerator<DirectoryReport> {
  const dumps = names.filter((name) => parseDumpName(name) !== undefined);
  const checksums = new Set(names.filter(isChecksumName));
  for (const name of dumps) {
    checksums.delete(checksumName(name));
    const report = await verify(name);
    yield report.checksum === 'absent' ? withProblem(report, orphanDump(name)) : report;
  }
  for (const name of checksums) {
    const empty = {
      path: pathOf(name),
      checksum: 'absent' as const,
      problems: [],
      omitted: 0,
      files: 0,
      bytes: 0,
    };
    yield withProblem(empty, orphanChecksum(name));
  }
}

export interface DirectoryReport extends Omit<SnapshotReport, 'problems'> {
  readonly problems: readonly (VerifyProblem | OrphanProblem)[];
}

export interface OrphanProblem {
  readonly kind: 'orphan';
  readonly message: string;
}

async function verifyChecksumOnly(
  path: string,
  { signal }: VerifySnapshotOptions,
): Promise<SnapshotReport> {
  const sha256 = await digestFile(path, signal);
  const { checksum, problem } = compareChecksum(path, sha256);
  const problems = problem === undefined ? [] : [problem];
  return {
    path,
    checksum,
    sha256,
    ok: problem === undefined,
    problems,
    omitted: 0,
    files: 0,
    bytes: 0,
  };
}

function withProblem(report: Omit<DirectoryReport, 'ok'>, problem: OrphanProblem): DirectoryReport {
  return { ...report, ok: false, problems: [...report.problems, problem] };
}

function orphanDump(name: string): OrphanProblem {
  const message = `${displayPath(name)} has no checksum file ${displayPath(checksumName(name))} beside it.`;
  return { kind: 'orphan', message };
}

function orphanChecksum(name: string): OrphanProblem {
  return { kind: 'orphan', message: `${displayPath(name)} has no dump beside it.` };
}

function isChecksumName(name: string): boolean {
  return name.endsWith('.sha256') && parseDumpName(name.replace(/sha256$/, 'md')) !== undefined;
}

function listNames(directory: string): string[] {
  try {
    const names = readdirSync(toFsPath(directory), { encoding: 'buffer' });
    return names.map((name) => decodePath(name)).sort(comparePaths);
  } catch (cause) {
    const why = describeSystemError(cause);
    throw new CreateDumpError('READ_FAILED', `${displayPath(directory)} can't be listed: ${why}.`, {
      cause,
    });
  }
}
