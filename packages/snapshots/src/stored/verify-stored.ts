import { createHash } from 'node:crypto';
import {
  checksumName,
  comparePaths,
  CreateDumpError,
  decodePath,
  parseDumpName,
  type Store,
} from '@create-dump/core';
import {
  type DirectoryReport,
  judgeChecksum,
  type SnapshotReport,
  verifyDump,
  verifyNamedSnapshots,
  type VerifyOptions,
  type VerifyReport,
} from '@create-dump/markdown-reader';
import {
  addressOf,
  openStoredSource,
  readSmall,
  type StoredFile,
  type StoredOptions,
} from './stored-file.js';

export type VerifyStoredOptions = StoredOptions & VerifyOptions;

/**
 * Verifies a stored dump, and compares it with the checksum object beside it, as `verifySnapshot` does on disk.
 * @throws {CreateDumpError} `READ_FAILED`, and what the store throws.
 */
export async function verifyStored(
  file: StoredFile,
  options: VerifyStoredOptions,
): Promise<SnapshotReport> {
  const { store, object } = file;
  const path = addressOf(file);
  const stored = createHash('sha256');
  const report = await verifyCopy(file, options, (piece) => stored.update(piece));
  const sha256 = stored.digest('hex');
  const key = checksumName(object.key);
  const bytes = await readSmall(store, key, { limit: largestChecksum, signal: options.signal });
  const text = bytes && decodePath(bytes);
  const { checksum, problem } = judgeChecksum(
    { path, checksumPath: store.name + key, text },
    sha256,
  );
  if (problem === undefined) return { ...report, sha256, path, checksum };
  return { ...report, sha256, path, checksum, ok: false, problems: [...report.problems, problem] };
}

/** In bytes. One line with the longest possible name is shorter. */
const largestChecksum = 2 ** 13;

async function verifyCopy(
  file: StoredFile,
  options: VerifyStoredOptions,
  tap: (piece: Uint8Array) => void,
): Promise<VerifyReport> {
  try {
    using source = await openStoredSource(file, options, tap);
    return await verifyDump(source, options);
  } catch (error) {
    if (!(error instanceof CreateDumpError && error.code === 'INTEGRITY')) throw error;
    const problem = { kind: 'malformed' as const, message: error.message };
    return { ok: false, problems: [problem], omitted: 0, files: 0, bytes: 0 };
  }
}

/** In milliseconds. A checksum without a dump that is younger may claim a name for a run that is sending the dump. */
const longestClaim = 86_400_000;

/**
 * Verifies every snapshot that is directly in a store, as `verifySnapshotDirectory` does with a directory. A checksum without a dump
 * is a problem only after a day.
 */
export async function* verifyStoredSnapshots(
  store: Store,
  options: VerifyStoredOptions & { readonly now: Date },
): AsyncGenerator<DirectoryReport> {
  const objects = new Map<string, StoredFile>();
  for await (const object of store.list('', options.signal)) {
    if (!object.key.includes('/')) objects.set(object.key, { store, object });
  }
  const dumped = new Set([...objects.keys()].filter(isDump).map(checksumName));
  for (const [key, { object }] of objects) {
    const isYoung = options.now.getTime() - object.modified.getTime() < longestClaim;
    if (isYoung && key.endsWith('.sha256') && !dumped.has(key)) objects.delete(key);
  }
  yield* verifyNamedSnapshots([...objects.keys()].sort(comparePaths), {
    pathOf: (name) => store.name + name,
    verify(name) {
      const file = objects.get(name);
      if (file === undefined) throw new Error(`No object ${name}`);
      return verifyStored(file, options);
    },
  });
}

function isDump(name: string): boolean {
  return parseDumpName(name) !== undefined;
}
