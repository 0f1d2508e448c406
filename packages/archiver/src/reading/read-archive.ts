import { createHash } from 'node:crypto';
import { decodePath, displayPath, parseChecksumLine } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { type ArchiveLimits, defaultLimits } from './archive-limits.js';
import type { ArchiveFormat } from '../archive-name.js';
import type { ArchivedFile } from './archived-file.js';
import { checkPlace } from './check-place.js';
import { detectFormat } from './detect-format.js';
import { longestChecksum } from './longest-checksum.js';
import { readTarGzip } from '../tar/read-tar-gzip.js';
import { readZip } from '../zip/read-zip.js';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** What isn't given has its default. */
  readonly limits?: Partial<ArchiveLimits>;
}

/** A member that was read whole. */
export interface ArchiveMember {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Of its content, hexadecimal. */
  readonly sha256: string;
}

/** An archive that is what it must be. */
export interface ArchiveContents {
  readonly format: ArchiveFormat;
  readonly dump: ArchiveMember;
  readonly checksum: ArchiveMember;
}

/** Takes the content of a member, piece by piece; a piece may be overwritten once the promise resolves. */
type TakePiece = (piece: Uint8Array) => Promise<void>;

/** Says who takes the content of a member, or undefined if it is only to be checked. */
export type TakeMember = (name: string) => Promise<TakePiece | undefined>;

/**
 * Reads a whole archive in bounded memory, and hands on what it holds before it is known to be right. Throws `INTEGRITY`
 * at the first thing that is wrong: the archive's structure, a CRC, a member that has no business there, or a dump that
 * doesn't match its checksum file.
 */
export async function readArchive(
  file: RegularFile,
  { signal, limits }: ReadOptions,
  take: TakeMember = async () => undefined,
): Promise<ArchiveContents> {
  const format = await detectFormat(file);
  const readers = { zip: readZip, 'tar.gz': readTarGzip };
  const members: ArchiveMember[] = [];
  let line = Buffer.alloc(0);
  for await (const archived of readers[format](file, { ...defaultLimits, ...limits })) {
    checkPlace(file.path, archived, members);
    const content = await takeContent(archived, await take(archived.name), signal);
    members.push(content.member);
    line = content.beginning;
  }
  const [dump, checksum] = members;
  if (dump === undefined || checksum === undefined) {
    const what = dump === undefined ? 'it is empty' : 'it has a dump, but no checksum file';
    throw archiveFault(file.path, what);
  }
  checkPair(file, dump, line);
  return { format, dump, checksum };
}

async function takeContent(
  { name, content }: ArchivedFile,
  takePiece: TakePiece | undefined,
  signal: AbortSignal | undefined,
) {
  const hash = createHash('sha256');
  let size = 0;
  let beginning = Buffer.alloc(0);
  for await (const piece of content()) {
    signal?.throwIfAborted();
    const taken = takePiece?.(piece);
    hash.update(piece);
    size += piece.length;
    if (beginning.length < longestChecksum) {
      beginning = Buffer.concat([beginning, piece.subarray(0, longestChecksum)]);
    }
    await taken;
  }
  return { member: { name, size, sha256: hash.digest('hex') }, beginning };
}

function checkPair({ path }: RegularFile, dump: ArchiveMember, checksum: Buffer): void {
  const line = parseChecksumLine(decodePath(checksum));
  if (line === undefined) throw archiveFault(path, 'its checksum file is not one line of SHA-256');
  if (line.fileName !== dump.name) {
    throw archiveFault(
      path,
      `its checksum file is of ${displayPath(line.fileName)}, not of its dump`,
    );
  }
  if (line.sha256 !== dump.sha256) {
    const what = `its dump has the SHA-256 ${dump.sha256}, its checksum file says ${line.sha256}`;
    throw archiveFault(path, what);
  }
}
