import { basename, dirname } from 'node:path';
import { comparePaths, CreateDumpError, displayPath } from '@create-dump/core';
import {
  type OpenRegularFile,
  parseRunId,
  prepareDirectory,
  readIdentity,
  removeStaleTemporaries,
  toFailure,
} from '@create-dump/files';
import type { ArchiveFormat } from '../archive-name.js';
import { createConflictFinder } from '../conflict-finder.js';
import { findPathFault } from '../member-name.js';
import type { ReadOptions } from '../reading/open-members.js';
import { fileMembers, mostMembers } from '../reading/member-rule.js';
import { type ArchiveMember, readMembers } from '../reading/read-members.js';
import type { ArchiveSource } from './archive-source.js';
import { countBytes } from './count-bytes.js';
import { openSources } from './open-sources.js';
import type { PackedMember } from './pack-members.js';
import { toMemberDate, writeArchive } from './write-archive.js';

export interface ArchiveFilesOptions extends ReadOptions {
  /** Absolute path of the archive, ending in `.zip` or `.tar.gz`. Its directory is created if it is missing. */
  readonly path: string;
  readonly sources: readonly ArchiveSource[];
  /** Modification time of every member, in UTC. Default: 1980-01-01, so that equal files give equal archives. */
  readonly time?: Date;
  /**
   * 1 to 80 of `a-z0-9-`: becomes part of temporary names, so that a later run can tell whose files they are. With an id from
   * `createRunId` of `@create-dump/files`, this one removes those of killed runs in the directory.
   */
  readonly runId: string;
  /** Permissions of the archive, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
  /** Called with a sentence for each problem that doesn't stop the archiving. */
  readonly warn?: (message: string) => void;
  /** Called with the bytes of the sources that were packed since the previous call. */
  readonly onPacked?: (bytes: number) => void;
}

/** An archive that was read back in full and holds the sources. */
export interface FileArchive {
  readonly path: string;
  /** Size of the archive file. */
  readonly bytes: number;
  /** In byte order of their names. */
  readonly members: readonly ArchiveMember[];
}

/**
 * Archives any files. The archive gets its name only after it was read back in full and holds exactly the bytes of the sources;
 * otherwise there is no archive. Never overwrites. The same names and contents give the same bytes, in whatever order they come.
 *
 * @throws {CreateDumpError} `USAGE` (no sources, or names that an archive can't hold together), `ALREADY_EXISTS`, `READ_FAILED`
 *   (also if a file changes meanwhile), `INTEGRITY` (the archive can't be read back), `WRITE_FAILED`, `DESTINATION_INVALID`.
 *   Rejects with the signal's reason once it is aborted.
 */
export async function archiveFiles(options: ArchiveFilesOptions): Promise<FileArchive> {
  const { path, warn = () => {}, signal = new AbortController().signal } = options;
  const format = readFormat(path);
  const sources = inOrder(options.sources);
  const directory = dirname(path);
  const taken = () => alreadyExists(path);
  try {
    signal.throwIfAborted();
    await prepareDirectory(directory, true);
    const { runId } = options;
    if (parseRunId(runId) !== undefined) await removeStaleTemporaries({ directory, runId });
    if (readIdentity(path) !== undefined) throw taken();
    const read: ArchiveMember[] = [];
    const plan = {
      members: packSources(sources, { ...options, signal }, read),
      date: toMemberDate(options.time ?? new Date(0)),
      readBack: (file: OpenRegularFile, isOurs: boolean) =>
        readBack(read, { path, file, isOurs }, options),
      names: [path],
      placement: 'reserving',
      taken,
    } as const;
    const written = await writeArchive(plan, { ...options, directory, format, warn }, signal);
    return { path, bytes: written.bytes, members: written.proven };
  } catch (error) {
    signal.throwIfAborted();
    throw toFailure('WRITE_FAILED', error, `archiving to ${displayPath(path)}`);
  }
}

function readFormat(path: string): ArchiveFormat {
  const format = (['zip', 'tar.gz'] as const).find((one) => basename(path).endsWith(`.${one}`));
  if (format !== undefined) return format;
  const message = `The name of the archive ${displayPath(path)} must end in .zip or .tar.gz.`;
  throw new CreateDumpError('USAGE', message);
}

/** The sources in byte order of their names. Throws `USAGE` unless one archive can hold them. */
function inOrder(sources: readonly ArchiveSource[]): readonly ArchiveSource[] {
  if (sources.length === 0) throw new CreateDumpError('USAGE', 'There is nothing to archive.');
  if (sources.length > mostMembers) {
    const message = `An archive holds up to ${mostMembers} files, not ${sources.length}. Write several.`;
    throw new CreateDumpError('USAGE', message);
  }
  const findConflict = createConflictFinder();
  for (const { name } of sources) {
    const problem = findPathFault(name) ?? findConflict(name);
    if (problem === undefined) continue;
    const message = `"${displayPath(name)}" can't be the name of a file in an archive: it ${problem}.`;
    throw new CreateDumpError('USAGE', message);
  }
  return sources.toSorted((a, b) => comparePaths(a.name, b.name));
}

async function* packSources(
  sources: readonly ArchiveSource[],
  { onPacked = () => {}, signal }: ArchiveFilesOptions & { readonly signal: AbortSignal },
  read: ArchiveMember[],
): AsyncGenerator<PackedMember> {
  for await (const member of openSources(sources, signal, (one) => read.push(one))) {
    yield { ...member, content: countBytes(member.content, onPacked) };
  }
}

async function readBack(
  expected: readonly ArchiveMember[],
  {
    path,
    file,
    isOurs,
  }: { readonly path: string; readonly file: OpenRegularFile; readonly isOurs: boolean },
  { signal, limits }: ReadOptions,
): Promise<readonly ArchiveMember[]> {
  const options = { ...(signal && { signal }), ...(limits && { limits }) };
  const { members } = await readMembers(file, fileMembers, options);
  const isSame = ({ name, size, sha256 }: ArchiveMember, at: number) => {
    const held = members[at];
    return held?.name === name && held.size === size && held.sha256 === sha256;
  };
  if (isOurs && members.length === expected.length && expected.every(isSame)) return members;
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(path)} was not written: what was read back differs from the files. Check the disk.`,
  );
}

function alreadyExists(path: string): CreateDumpError {
  const message = `${displayPath(path)} exists, and nothing is overwritten. Move it away or choose another name.`;
  return new CreateDumpError('ALREADY_EXISTS', message);
}
