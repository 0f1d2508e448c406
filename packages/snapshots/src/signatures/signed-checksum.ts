import { basename, dirname, join } from 'node:path';
import {
  checksumName,
  decodePath,
  encodePath,
  formatChecksumLine,
  parseChecksumLine,
  parseDumpName,
  signatureName,
  stampToDate,
} from '@create-dump/core';
import { readRegularFile } from '@create-dump/files';
import { isArchiveFile } from '../verify-archived.js';

/** What the signature of a snapshot is made over, and where it is. */
export interface SignedChecksum {
  /** Bytes of the checksum file; undefined if there is none. */
  readonly message: Uint8Array | undefined;
  /** Digest of the dump that it states, hexadecimal. */
  readonly sha256: string | undefined;
  /** Absolute. */
  readonly signaturePath: string;
  /** The time in the name of the dump, which is signed as well. Undefined for a name without one. */
  readonly stamp: Date | undefined;
}

/**
 * Finds what is signed of a dump or an archive, by absolute path. The archive isn't verified here; its checksum file has the one form
 * that this program writes.
 * @throws {CreateDumpError} `INTEGRITY` or `READ_FAILED` if an archive can't be read.
 */
export async function readSignedChecksum(
  path: string,
  signal: AbortSignal,
): Promise<SignedChecksum> {
  if (isArchiveFile(path)) return readArchived(path, signal);
  const name = basename(path);
  const checksumPath = join(dirname(path), checksumName(name));
  const message = readRegularFile(checksumPath, { limit: largestChecksum });
  const line = message && parseChecksumLine(decodePath(message));
  const sha256 = line?.fileName === name ? line.sha256 : undefined;
  return { message, sha256, signaturePath: signatureName(checksumPath), stamp: stampOf(name) };
}

/** One line with the longest possible name is shorter. In bytes. */
const largestChecksum = 2 ** 13;

async function readArchived(path: string, signal: AbortSignal): Promise<SignedChecksum> {
  const { peekArchive, verifyArchive } = await import('@create-dump/archiver');
  const { dump } = await peekArchive(path, { signal });
  // A tar.gz has to be unpacked to see what it holds.
  const held = dump ?? (await verifyArchive(path, { signal })).contents?.dump;
  const name = held?.name ?? basename(path);
  const message = held && encodePath(formatChecksumLine(held.sha256, name));
  const signaturePath = join(dirname(path), signatureName(checksumName(name)));
  return { message, sha256: held?.sha256, signaturePath, stamp: stampOf(name) };
}

function stampOf(name: string): Date | undefined {
  return stampToDate(parseDumpName(name)?.stamp ?? '');
}
