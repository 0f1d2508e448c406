/*
 * Writing archives. The path of a dump comes in; a named archive that was read back and compared comes out, or an error and no
 * archive. `openSnapshot` and `readDump` read and verify what is archived, `packMembers` turns it into the bytes of an archive.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CreateDumpError, displayPath, stampToDate } from '@create-dump/core';
import {
  createPlacement,
  createTemporaryFile,
  isNameOf,
  openRegularFile,
  prepareDirectory,
  syncDirectory,
  type TemporaryFile,
  toFailure,
  withdrawFile,
} from '@create-dump/files';
import type { ArchiveLimits } from '../reading/archive-limits.js';
import { type ArchiveFormat, formatArchiveName } from '../archive-name.js';
import { findArchivedCopy } from '../reading/find-archived-copy.js';
import { type OpenSnapshot, openSnapshot } from './open-snapshot.js';
import { packMembers } from './pack-members.js';
import type { ArchiveContents } from '../reading/read-archive.js';
import { readDump } from './read-dump.js';
import { verifyOpenArchive } from '../reading/verify-archive.js';

export interface ArchiverOptions {
  /** Target directory, absolute; created if it is missing. */
  readonly directory: string;
  readonly format: ArchiveFormat;
  /** 1 to 80 of `a-z0-9-`: becomes part of temporary names, so that a later run can tell whose files they are. */
  readonly runId: string;
  /** Permissions of archives, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
  /** Called with a sentence for each problem that doesn't stop the archiving. */
  readonly warn: (message: string) => void;
  /** Called with the bytes of the dump that were packed since the previous call. */
  readonly onPacked?: (bytes: number) => void;
  /** Limits for reading archives back. Default, for each limit: see {@link ArchiveLimits}. */
  readonly limits?: Partial<ArchiveLimits>;
}

/** An archive that was read back in full and holds the snapshot. */
export interface ArchivedSnapshot {
  readonly path: string;
  /** Size of the archive file. */
  readonly bytes: number;
  readonly contents: ArchiveContents;
  /** False if it existed before. */
  readonly created: boolean;
}

/** Archives the snapshot whose dump is at `dumpPath`, absolute. */
export type ArchiveSnapshot = (dumpPath: string, signal: AbortSignal) => Promise<ArchivedSnapshot>;

/**
 * Creates a function that writes a snapshot into one archive, `{prefix}_{stamp}[-n].zip` or `.tar.gz`. The archive gets its name
 * only after it was read back in full and holds exactly the bytes of the snapshot; otherwise there is no archive. The snapshot
 * itself is never changed. If an archive of either format already holds the snapshot, that one is returned.
 *
 * Rejects with `INTEGRITY` (the dump doesn't match its checksum file, or the archive can't be read back), `READ_FAILED`,
 * `WRITE_FAILED`, `DESTINATION_INVALID`, `USAGE` (not the name of a dump), or the signal's reason.
 */
export function createArchiver(options: ArchiverOptions): ArchiveSnapshot {
  return async (dumpPath, signal) => {
    await using snapshot = await openSnapshot(dumpPath);
    try {
      signal.throwIfAborted();
      await prepareDirectory(options.directory, true);
      const existing = await findExisting(snapshot, options, signal);
      return existing ?? (await writeArchive(snapshot, options, signal));
    } catch (error) {
      signal.throwIfAborted();
      const doing = `archiving ${displayPath(dumpPath)} into ${displayPath(options.directory)}`;
      throw toFailure('WRITE_FAILED', error, doing);
    }
  };
}

async function findExisting(
  snapshot: OpenSnapshot,
  { directory, limits, warn }: ArchiverOptions,
  signal: AbortSignal,
): Promise<ArchivedSnapshot | undefined> {
  const { name: dumpName, checksum } = snapshot;
  const sha256 = checksum.dumpSha256;
  const query = { directory, dumpName, sha256, warn, signal, ...(limits && { limits }) };
  const report = await findArchivedCopy(query);
  if (report?.contents === undefined) return undefined;
  // The live dump may have been damaged since: its checksum file alone proves nothing.
  for await (const _ of readDump(snapshot, signal));
  const { path, bytes, contents } = report;
  return { path, bytes, contents, created: false };
}

async function writeArchive(
  snapshot: OpenSnapshot,
  options: ArchiverOptions,
  signal: AbortSignal,
): Promise<ArchivedSnapshot> {
  await using file = createTemporaryFile({ ...options, kind: 'archive' });
  await pack(snapshot, options, file, signal);
  await file.finish();
  const { bytes, contents } = await readBack(snapshot, file, options, signal);
  signal.throwIfAborted();
  const path = await publish(snapshot, file, options);
  return { path, bytes, contents, created: true };
}

async function pack(
  snapshot: OpenSnapshot,
  { format, onPacked = () => {} }: ArchiverOptions,
  file: TemporaryFile,
  signal: AbortSignal,
): Promise<void> {
  const { name, parts, dump, checksum } = snapshot;
  const content = countBytes(readDump(snapshot, signal), onPacked);
  const members = [
    { name, stored: parts.extension.endsWith('.gz'), stats: dump.stats, content },
    { ...checksum, stored: false, content: [checksum.content] },
  ];
  const date = toMemberDate(parts.stamp);
  await packMembers({ format, date, members, write: (piece) => file.write(piece), signal });
}

async function* countBytes<T extends Uint8Array>(
  pieces: AsyncIterable<T>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<T> {
  for await (const piece of pieces) {
    yield piece;
    onBytes(piece.length);
  }
}

/** Clamped to what both formats hold: ZIP starts in 1980, and the library's tar ends with 31 bits, in 2038. */
function toMemberDate(stamp: string): Date {
  const time = stampToDate(stamp)?.getTime() ?? 0;
  return new Date(Math.min(Math.max(time, Date.UTC(1980, 0, 1)), (2 ** 31 - 1) * 1000));
}

async function readBack(
  snapshot: OpenSnapshot,
  { path, identity }: TemporaryFile,
  { limits }: ArchiverOptions,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly contents: ArchiveContents }> {
  const { name, dump, checksum } = snapshot;
  await using file = await openRegularFile(path);
  const isOurs = isNameOf(path, identity);
  const report = await verifyOpenArchive(file, { signal, ...(limits && { limits }) });
  const held = report.contents;
  const same =
    isOurs &&
    held?.dump.name === name &&
    held.dump.sha256 === checksum.dumpSha256 &&
    held.dump.size === dump.size &&
    held.checksum.sha256 === createHash('sha256').update(checksum.content).digest('hex');
  if (held !== undefined && same) return { bytes: file.size, contents: held };
  const why = report.problem ?? 'Its contents differ from the snapshot.';
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(dump.path)} was archived, but reading the archive back failed, so the archive was removed. The snapshot is unchanged. ${why}`,
  );
}

// parseArchiveName accepts at most six digits.
const lastSequence = 999_999;

/** Places the archive under the first free name, starting with the dump's own sequence. Returns the path. */
async function publish(
  { parts }: OpenSnapshot,
  file: TemporaryFile,
  { directory, format, warn }: ArchiverOptions,
): Promise<string> {
  const placement = createPlacement(warn);
  for (let { sequence } = parts; sequence <= lastSequence; sequence++) {
    const path = join(directory, formatArchiveName({ ...parts, sequence, format }));
    if (!placement.guarded(file, path)) continue;
    try {
      await file[Symbol.asyncDispose]();
      await syncDirectory(directory);
      return path;
    } catch (error) {
      withdrawFile(file, path, warn);
      throw error;
    }
  }
  const message = `All names for an archive of ${parts.prefix} at ${parts.stamp} are taken in ${displayPath(directory)}. Move some of these archives to another directory.`;
  throw new CreateDumpError('ALREADY_EXISTS', message);
}
