/*
 * Writing archives. The path of a dump, or any named files, come in; a named archive that was read back and compared comes out, or
 * an error and no archive. `openSnapshot`, `readDump` and `openSources` read what is archived; `writeArchive` packs, reads back and
 * places it.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  CreateDumpError,
  displayPath,
  type RecordAct,
  recordDone,
  stampToDate,
} from '@create-dump/core';
import { type OpenRegularFile, prepareDirectory, toFailure } from '@create-dump/files';
import type { ArchiveLimits } from '../reading/archive-limits.js';
import { type ArchiveFormat, formatArchiveName } from '../archive-name.js';
import { findArchivedCopy } from '../reading/find-archived-copy.js';
import { type OpenSnapshot, openSnapshot } from './open-snapshot.js';
import { countBytes } from './count-bytes.js';
import type { ArchiveContents } from '../reading/read-archive.js';
import { readDump } from './read-dump.js';
import { toMemberDate, writeArchive } from './write-archive.js';
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
  /** Records each archive in a ledger, before it is visible and once it is. Default: nothing is recorded. */
  readonly record?: RecordAct;
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
      return existing ?? (await writeSnapshot(snapshot, options, signal));
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

function writeSnapshot(
  snapshot: OpenSnapshot,
  options: ArchiverOptions,
  signal: AbortSignal,
): Promise<ArchivedSnapshot> {
  const { name, parts, dump, checksum } = snapshot;
  const { onPacked = () => {}, record, warn } = options;
  const { dumpSha256: sha256 } = checksum;
  const act = (to: string) => ({ act: 'archive', path: dump.path, to, sha256 }) as const;
  const content = countBytes(readDump(snapshot, signal), onPacked);
  const members = [
    { name, stored: parts.extension.endsWith('.gz'), size: dump.size, content },
    {
      name: checksum.name,
      stored: false,
      size: checksum.content.length,
      content: [checksum.content],
    },
  ];
  const archive = {
    members,
    date: toMemberDate(stampToDate(parts.stamp) ?? new Date(0)),
    readBack: (file: OpenRegularFile, isOurs: boolean) =>
      readBack(snapshot, { file, isOurs }, options, signal),
    names: archiveNames(snapshot, options),
    // Callers hold a lock on the directory.
    placement: 'guarded',
    taken: () => allTaken(snapshot, options),
    onPlacing: async (path: string) => record?.(act(path)),
    onPlaced: (path: string) => recordDone(record, act(path), warn),
  } as const;
  return writeArchive(archive, options, signal).then(({ path, bytes, proven }) => ({
    path,
    bytes,
    contents: proven,
    created: true,
  }));
}

async function readBack(
  snapshot: OpenSnapshot,
  { file, isOurs }: { readonly file: OpenRegularFile; readonly isOurs: boolean },
  { limits }: ArchiverOptions,
  signal: AbortSignal,
): Promise<ArchiveContents> {
  const { name, dump, checksum } = snapshot;
  const report = await verifyOpenArchive(file, { signal, ...(limits && { limits }) });
  const held = report.contents;
  const same =
    isOurs &&
    held?.dump.name === name &&
    held.dump.sha256 === checksum.dumpSha256 &&
    held.dump.size === dump.size &&
    held.checksum.sha256 === createHash('sha256').update(checksum.content).digest('hex');
  if (held !== undefined && same) return held;
  const why = report.problem ?? 'Its contents differ from the snapshot.';
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(dump.path)} was archived, but reading the archive back failed, so the archive was removed. The snapshot is unchanged. ${why}`,
  );
}

// parseArchiveName accepts at most six digits.
const lastSequence = 999_999;

/** The paths that the archive may get, by preference: the dump's own sequence first. */
function* archiveNames({ parts }: OpenSnapshot, { directory, format }: ArchiverOptions) {
  for (let { sequence } = parts; sequence <= lastSequence; sequence++) {
    yield join(directory, formatArchiveName({ ...parts, sequence, format }));
  }
}

function allTaken({ parts }: OpenSnapshot, { directory }: ArchiverOptions): CreateDumpError {
  const message = `All names for an archive of ${parts.prefix} at ${parts.stamp} are taken in ${displayPath(directory)}. Move some of these archives to another directory.`;
  return new CreateDumpError('ALREADY_EXISTS', message);
}
