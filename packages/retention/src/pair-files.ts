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
import type { LeftAlone, StemFiles } from './scan-directory.js';

/** One file of a pair without the other. */
export interface Orphan {
  readonly kind: 'dump' | 'checksum';
  readonly file: KnownFile;
  /** Paths: where one of them turns up, it is no orphan any more. */
  readonly lacks: readonly string[];
  readonly message: string;
}

export interface Pair {
  readonly dump: KnownFile;
  readonly checksum: KnownFile;
}

export interface Pairing {
  readonly pair?: Pair;
  readonly orphans: readonly Orphan[];
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * Which of a stem's files belong together. Where one checksum file has several dumps (a compressed copy beside the
 * original), it belongs to the one that it names.
 */
export async function pairFiles(directory: string, files: StemFiles): Promise<Pairing> {
  const { dumps, checksum, stem, obstructed } = files;
  const dump = checksum === undefined ? undefined : await ownerOf(checksum, dumps);
  if (dump !== undefined && checksum !== undefined) {
    const others = dumps.filter((other) => other !== dump);
    return { pair: { dump, checksum }, orphans: others.map(secondDump), leftAlone: [] };
  }
  const alone = checksum === undefined ? dumps : [...dumps, checksum];
  if (obstructed) return { orphans: [], leftAlone: alone.map(toObstructed) };
  const orphans = dumps.map((dump) => (checksum === undefined ? loneDump(dump) : secondDump(dump)));
  if (checksum === undefined) return { orphans, leftAlone: [] };
  const lacks = dumpNames(stem).map((name) => join(directory, name));
  const message = dumps.length === 0 ? 'It has no dump beside it.' : 'It names no dump beside it.';
  const lone: Orphan = {
    kind: 'checksum',
    file: checksum,
    lacks: lacks.filter((path) => !dumps.some((dump) => dump.path === path)),
    message,
  };
  return { orphans: [...orphans, lone], leftAlone: [] };
}

/** The digest that a checksum file gives for a dump; undefined if it gives none. */
export async function readChecksum(checksum: KnownFile, dump: KnownFile) {
  const line = await readLine(checksum);
  return line?.fileName === basename(dump.path) ? line.sha256 : undefined;
}

/** A lone dump owns the file whatever it says: it is for the proof to judge that. */
async function ownerOf(
  checksum: KnownFile,
  dumps: readonly KnownFile[],
): Promise<KnownFile | undefined> {
  if (dumps.length <= 1) return dumps[0];
  const line = await readLine(checksum);
  return dumps.find((dump) => basename(dump.path) === line?.fileName);
}

async function readLine({ path, size }: KnownFile) {
  if (size > maxChecksumBytes) return undefined;
  // Whatever may have taken its place: not followed, not waited for.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  await using handle = await open(toFsPath(path), flags);
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await handle.read(bytes, 0, size, 0);
  return parseChecksumLine(decodePath(bytes.subarray(0, bytesRead)));
}

/** Longer files can't be one line about a file. */
const maxChecksumBytes = 2 ** 13;

function loneDump(file: KnownFile): Orphan {
  const name = checksumName(file.path);
  const message = `It has no checksum file ${displayPath(basename(name))} beside it.`;
  return { kind: 'dump', file, lacks: [name], message };
}

function secondDump(file: KnownFile): Orphan {
  const name = displayPath(basename(checksumName(file.path)));
  return { kind: 'dump', file, lacks: [], message: `${name} beside it is not about it.` };
}

function toObstructed({ path }: KnownFile): LeftAlone {
  const message =
    "What has the name of its other half is no file, can't be read, or is left out by the pattern.";
  return { path, why: 'obstructed', message };
}
