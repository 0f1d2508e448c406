/*
 * Reading archives and proving what they hold. A path comes in; names, a verification report, a stream of one member or
 * extracted files go out. Everything here goes through `readArchive`, which reads an archive from its first byte to its last,
 * except `listArchive`, which looks at the structure alone.
 */
import { createHash } from 'node:crypto';
import { decodePath, displayPath, parseChecksumLine } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import type { ArchiveFormat } from '../archive-name.js';
import type { ArchivedFile } from './archived-file.js';
import { longestChecksum, openMembers, type ReadOptions, requirePair } from './open-members.js';

/** A member that was read in full. */
export interface ArchiveMember {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
}

/** The contents of a sound archive. */
export interface ArchiveContents {
  readonly format: ArchiveFormat;
  /** Identifies the tree that the dump is of, if it was looked for and the dump records it: hexadecimal. */
  readonly tree?: string;
  readonly dump: ArchiveMember;
  readonly checksum: ArchiveMember;
}

/** Consumes one piece of a member's content; the piece may be overwritten once the promise resolves. */
type TakePiece = (piece: Uint8Array) => Promise<void>;

/** Returns the consumer of a member's content, or undefined if the content only needs to be verified. */
export type TakeMember = (name: string) => Promise<TakePiece | undefined>;

/**
 * Reads a whole archive in bounded memory, passing on contents before they are verified. Throws `INTEGRITY` at the first fault:
 * a damaged structure, a wrong CRC, a member that doesn't belong in a snapshot, or a dump that doesn't match its checksum file.
 */
export async function readArchive(
  file: RegularFile,
  options: ReadOptions,
  take: TakeMember = async () => undefined,
): Promise<ArchiveContents> {
  const { format, members: archivedFiles } = await openMembers(file, options);
  const members: ArchiveMember[] = [];
  let line = Buffer.alloc(0);
  for await (const archived of archivedFiles) {
    const content = await takeContent(archived, await take(archived.name), options.signal);
    members.push(content.member);
    line = content.beginning;
  }
  const [dump, checksum] = requirePair(file.path, members);
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
      `its checksum file is for ${displayPath(line.fileName)}, not for its dump`,
    );
  }
  if (line.sha256 !== dump.sha256) {
    const what = `its dump has the SHA-256 ${dump.sha256}, its checksum file says ${line.sha256}`;
    throw archiveFault(path, what);
  }
}
