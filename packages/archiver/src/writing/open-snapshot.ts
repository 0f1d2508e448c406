import { basename, dirname, join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  decodePath,
  displayPath,
  type DumpName,
  parseChecksumLine,
  parseDumpName,
} from '@create-dump/core';
import { openRegularFile, type OpenRegularFile } from '@create-dump/files';
import { longestChecksum } from '../reading/member-rule.js';
import { findNameFault } from '../member-name.js';
import { readRange } from '../bytes/read-range.js';

/** An open dump, with its checksum file. */
export interface OpenSnapshot extends AsyncDisposable {
  readonly name: string;
  readonly parts: DumpName;
  readonly dump: OpenRegularFile;
  readonly checksum: ChecksumFile;
}

interface ChecksumFile {
  readonly name: string;
  readonly content: Buffer;
  /** The dump's digest as stated in it, hexadecimal. */
  readonly dumpSha256: string;
}

/**
 * Opens a snapshot by the path of its dump. Throws `USAGE` if that doesn't have the name of a dump, or has one that archives
 * can't hold, `READ_FAILED` if either file can't be read, `INTEGRITY` if the checksum file isn't for this dump.
 */
export async function openSnapshot(dumpPath: string): Promise<OpenSnapshot> {
  const name = basename(dumpPath);
  const parts = parseSafeName(name, dumpPath);
  const checksum = await readChecksum(dirname(dumpPath), name);
  const dump = await openRegularFile(dumpPath);
  return { name, parts, dump, checksum, [Symbol.asyncDispose]: dump[Symbol.asyncDispose] };
}

function parseSafeName(name: string, path: string): DumpName {
  const parts = parseDumpName(name);
  if (parts === undefined) {
    throw new CreateDumpError('USAGE', `${displayPath(path)} does not have the name of a dump.`);
  }
  const problem = findNameFault(name);
  if (problem === undefined) return parts;
  throw new CreateDumpError(
    'USAGE',
    `${displayPath(path)} can't be archived: its name ${problem}. Rename the dump and create a new checksum file.`,
  );
}

async function readChecksum(directory: string, dumpName: string): Promise<ChecksumFile> {
  const name = checksumName(dumpName);
  await using file = await openRegularFile(join(directory, name));
  const pieces: Buffer[] = [];
  for await (const piece of readRange(file, 0, longestChecksum + 1)) {
    pieces.push(Buffer.from(piece));
  }
  const content = Buffer.concat(pieces);
  const line =
    content.length > longestChecksum ? undefined : parseChecksumLine(decodePath(content));
  if (line?.fileName === dumpName) {
    return { name, content, dumpSha256: line.sha256 };
  }
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(file.path)} is not the checksum file of ${displayPath(dumpName)}. The dump was not archived.`,
  );
}
