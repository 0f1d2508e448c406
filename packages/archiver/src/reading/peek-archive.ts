import { decodePath, displayPath, parseChecksumLine } from '@create-dump/core';
import { openRegularFile, type RegularFile, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { readBytes } from '../bytes/read-range.js';
import type { ArchivedFile } from './archived-file.js';
import { snapshotMembers } from './member-rule.js';
import { openMembers, type ReadOptions, requirePair } from './open-members.js';

/** What an archive states about itself, read without unpacking its dump. Nothing of it is proven. */
export interface ArchivePeek {
  /** The dump's name, size in bytes, and digest as its checksum file states it; undefined for a tar.gz. */
  readonly dump:
    | { readonly name: string; readonly size: number; readonly sha256: string }
    | undefined;
  /** Size of the archive, with the CRC and length at the end of a tar.gz: tells archives apart that have the same name. */
  readonly fingerprint: string;
}

/**
 * Reads the structure of a ZIP and its checksum file. A tar.gz has no directory, so only its end is read. Throws `INTEGRITY` if the
 * structure is wrong, `READ_FAILED` if the system fails.
 */
export async function peekArchive(path: string, options: ReadOptions = {}): Promise<ArchivePeek> {
  await using file = await openRegularFile(path);
  try {
    const { format, members } = await openMembers(file, snapshotMembers, options);
    if (format === 'zip') {
      return { dump: await peekMembers(file, members), fingerprint: String(file.size) };
    }
    const end = await readBytes(file, file.size - trailerLength, file.size);
    return { dump: undefined, fingerprint: `${file.size}-${end.toString('hex')}` };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
}

/** CRC and length of the content (RFC 1952). */
const trailerLength = 8;

async function peekMembers({ path }: RegularFile, members: AsyncIterable<ArchivedFile>) {
  const listed: ArchivedFile[] = [];
  const pieces: Buffer[] = [];
  for await (const member of members) {
    listed.push(member);
    if (listed.length < 2) continue;
    for await (const piece of member.content()) pieces.push(Buffer.from(piece));
  }
  const [{ name, size }] = requirePair(path, listed);
  const line = parseChecksumLine(decodePath(Buffer.concat(pieces)));
  if (line?.fileName === name) return { name, size, sha256: line.sha256 };
  throw archiveFault(path, `its checksum file is not for ${displayPath(name)}`);
}
