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
import { longestChecksum } from './longest-checksum.js';
import { findNameFault } from './member-name.js';
import { type OpenRegularFile, openRegularFile } from './open-regular-file.js';
import { readRange } from './read-range.js';

/** A dump and its checksum file, open. */
export interface OpenSnapshot extends AsyncDisposable {
  readonly name: string;
  readonly parts: DumpName;
  readonly dump: OpenRegularFile;
  readonly checksum: OpenRegularFile;
  /** What the checksum file says of the dump, hexadecimal. */
  readonly sha256: string;
}

/**
 * Opens a snapshot by the path of its dump. Throws `USAGE` if that isn't the name of a dump, or one that no archive can
 * hold, `READ_FAILED` if one of the two can't be read, `INTEGRITY` if the checksum file isn't one of this dump.
 */
export async function openSnapshot(dumpPath: string): Promise<OpenSnapshot> {
  const name = basename(dumpPath);
  const parts = parseSafeName(name, dumpPath);
  const dump = await openRegularFile(dumpPath);
  try {
    const checksum = await openRegularFile(join(dirname(dumpPath), checksumName(name)));
    const close = async () => {
      await dump[Symbol.asyncDispose]();
      await checksum[Symbol.asyncDispose]();
    };
    try {
      const sha256 = await readDigest(checksum, name);
      return { name, parts, dump, checksum, sha256, [Symbol.asyncDispose]: close };
    } catch (error) {
      await checksum[Symbol.asyncDispose]();
      throw error;
    }
  } catch (error) {
    await dump[Symbol.asyncDispose]();
    throw error;
  }
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
    `${displayPath(path)} can't be archived: its name ${problem}. Rename the dump and write its checksum file anew.`,
  );
}

async function readDigest(checksum: OpenRegularFile, dumpName: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of readRange(checksum, 0, longestChecksum + 1)) {
    pieces.push(Buffer.from(piece));
  }
  const bytes = Buffer.concat(pieces);
  const line = bytes.length > longestChecksum ? undefined : parseChecksumLine(decodePath(bytes));
  if (line?.fileName === dumpName) return line.sha256;
  throw new CreateDumpError(
    'INTEGRITY',
    `${displayPath(checksum.path)} is not the checksum file of ${displayPath(dumpName)}. The dump was not archived.`,
  );
}
