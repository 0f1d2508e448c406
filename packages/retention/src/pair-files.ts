import { constants, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  checksumName,
  decodePath,
  displayPath,
  parseChecksumLine,
  toFsPath,
} from '@create-dump/core';
import type { KnownFile } from './known-file.js';
import { dumpNames } from './name-role.js';
import { filesOf, type LeftAlone, type StemFiles } from './scan-directory.js';

/** A file of a snapshot without the others. */
export interface Orphan {
  readonly kind: 'dump' | 'checksum' | 'signature';
  readonly file: KnownFile;
  /** Possible paths of what is missing: once one of them exists, the file is no longer an orphan. */
  readonly lacks: readonly string[];
  readonly message: string;
}

export interface Pair {
  readonly dump: KnownFile;
  readonly checksum: KnownFile;
  /** Of the checksum file. */
  readonly signature?: KnownFile;
}

export interface Pairing {
  readonly pair?: Pair;
  readonly orphans: readonly Orphan[];
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * Pairs the files of a stem. If there are several dumps for one checksum file (a compressed copy beside the original), it
 * belongs to the one it names. A signature belongs to the checksum file, and is an orphan with it.
 */
export async function pairFiles(directory: string, files: StemFiles): Promise<Pairing> {
  const { dumps, checksum, signature, stem, obstructed } = files;
  const dump = checksum === undefined ? undefined : await ownerOf(checksum, dumps);
  if (dump !== undefined && checksum !== undefined) {
    const others = dumps.filter((other) => other !== dump);
    const pair = { dump, checksum, ...(signature && { signature }) };
    return { pair, orphans: others.map(secondDump), leftAlone: [] };
  }
  if (obstructed) return { orphans: [], leftAlone: filesOf(files).map(toObstructed) };
  const orphans = dumps.map((dump) => (checksum === undefined ? loneDump(dump) : secondDump(dump)));
  if (checksum === undefined) {
    return {
      orphans: [...orphans, ...(signature ? [loneSignature(signature)] : [])],
      leftAlone: [],
    };
  }
  const lacks = dumpNames(stem).map((name) => join(directory, name));
  const message =
    dumps.length === 0 ? 'There is no dump beside it.' : 'It names none of the dumps beside it.';
  const lone: Orphan = {
    kind: 'checksum',
    file: checksum,
    lacks: lacks.filter((path) => !dumps.some((dump) => dump.path === path)),
    message,
  };
  const signed: Orphan[] = signature ? [{ ...lone, kind: 'signature', file: signature }] : [];
  return { orphans: [...orphans, lone, ...signed], leftAlone: [] };
}

/** The digest that a checksum file states for a dump; undefined if it is for another file, or malformed. */
export async function readChecksum(checksum: KnownFile, dump: KnownFile) {
  const line = await readChecksumLine(checksum);
  return line?.fileName === basename(dump.path) ? line.sha256 : undefined;
}

/** A single dump owns the checksum file regardless of its content, which proving will judge. */
async function ownerOf(
  checksum: KnownFile,
  dumps: readonly KnownFile[],
): Promise<KnownFile | undefined> {
  if (dumps.length <= 1) return dumps[0];
  const line = await readChecksumLine(checksum);
  return dumps.find((dump) => basename(dump.path) === line?.fileName);
}

/** Undefined if the file isn't a checksum file of one line. Throws what the system throws. */
export async function readChecksumLine({ path, size }: KnownFile) {
  if (size > maxChecksumBytes) return undefined;
  // The file may have been replaced: doesn't follow a symbolic link or block on a FIFO.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  await using handle = await open(toFsPath(path), flags);
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, 0);
  return parseChecksumLine(decodePath(bytes.subarray(0, bytesRead)));
}

/** One line with the longest possible name is shorter. */
const maxChecksumBytes = 2 ** 13;

function loneDump(file: KnownFile): Orphan {
  const name = checksumName(file.path);
  const message = `Its checksum file ${displayPath(basename(name))} is missing.`;
  return { kind: 'dump', file, lacks: [name], message };
}

function loneSignature(file: KnownFile): Orphan {
  const checksum = file.path.replace(/\.sig$/, '');
  const message = `The checksum file ${displayPath(basename(checksum))} that it signs is missing.`;
  return { kind: 'signature', file, lacks: [checksum], message };
}

function secondDump(file: KnownFile): Orphan {
  const name = displayPath(basename(checksumName(file.path)));
  return { kind: 'dump', file, lacks: [], message: `${name} beside it is for another file.` };
}

function toObstructed({ path }: KnownFile): LeftAlone {
  const message =
    "Its other half is not a regular file, can't be read, or doesn't match the dump pattern.";
  return { path, why: 'obstructed', message };
}
