/*
 * Reading archives and proving what they hold. A path comes in; names, a verification report, a stream of one member or
 * extracted files go out. Everything here goes through `readMembers`, which reads an archive from its first byte to its last,
 * except `listArchive`, which looks at the structure alone. A `MemberRule` tells archives of snapshots from those of any files.
 */
import { decodePath, displayPath, parseChecksumLine } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import type { ArchiveFormat } from '../archive-name.js';
import { longestChecksum, snapshotMembers } from './member-rule.js';
import { type ReadOptions, requirePair } from './open-members.js';
import { type ArchiveMember, readMembers, type TakeMember } from './read-members.js';

/** The contents of a sound archive. */
export interface ArchiveContents {
  readonly format: ArchiveFormat;
  /** Identifies the tree that the dump is of, if it was looked for and the dump records it: hexadecimal. */
  readonly tree?: string;
  readonly dump: ArchiveMember;
  readonly checksum: ArchiveMember;
}

/**
 * Reads a whole archive of a snapshot in bounded memory, passing on contents before they are verified. Throws `INTEGRITY` at the first fault:
 * a damaged structure, a wrong CRC, a member that doesn't belong in a snapshot, or a dump that doesn't match its checksum file.
 */
export async function readArchive(
  file: RegularFile,
  options: ReadOptions,
  take: TakeMember = async () => undefined,
): Promise<ArchiveContents> {
  let line = Buffer.alloc(0);
  const { format, members } = await readMembers(file, snapshotMembers, options, async (name) => {
    const takePiece = await take(name);
    line = Buffer.alloc(0);
    return async (piece) => {
      const taken = takePiece?.(piece);
      if (line.length < longestChecksum) {
        line = Buffer.concat([line, piece.subarray(0, longestChecksum)]);
      }
      await taken;
    };
  });
  const [dump, checksum] = requirePair(file.path, members);
  checkPair(file, dump, line);
  return { format, dump, checksum };
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
