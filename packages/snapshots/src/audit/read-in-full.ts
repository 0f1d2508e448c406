import { basename } from 'node:path';
import { parseArchiveName, verifyArchive } from '@create-dump/archiver';
import { CreateDumpError, displayPath, parseDumpName } from '@create-dump/core';
import { readStatedDigest } from '@create-dump/files';
import { digestFile } from '@create-dump/markdown-reader';
import { explainDamage } from '../explain-damage.js';
import type { KeptFile } from '../ledger/list-kept-files.js';
import { proveAlone } from '../prove-alone.js';

/** What reading a file in full has shown. */
export interface Reading {
  /** Of the dump, hexadecimal; undefined if an archive isn't sound. */
  readonly sha256: string | undefined;
  /** What is wrong, in a sentence; undefined if it is whole. */
  readonly damage: string | undefined;
}

/**
 * Reads a dump or an archive in full, and judges it by its checksum file, its manifest, and the digests that the ledger records.
 * @throws {CreateDumpError} `READ_FAILED`. An I/O error of the disk is damage.
 */
export async function readInFull(
  file: KeptFile,
  recorded: readonly string[],
  signal: AbortSignal,
): Promise<Reading> {
  try {
    return await (file.what === 'archive'
      ? readArchive(file, recorded, signal)
      : readSnapshot(file, recorded, signal));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError) || !hasCause(error, 'EIO')) throw error;
    return { sha256: undefined, damage: `${displayPath(file.path)} is damaged: ${error.message}` };
  }
}

/** Whether an error comes from a system error with this code. */
export function hasCause(error: unknown, code: string): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === code) return true;
  }
  return false;
}

async function readSnapshot(
  { path, checksum }: KeptFile,
  recorded: readonly string[],
  signal: AbortSignal,
): Promise<Reading> {
  const alone = await proveAlone(path, signal);
  const actual = alone.sha256 ?? (await digestFile(path, signal));
  const stated = checksum === undefined ? undefined : readStatedDigest(checksum, path);
  const beside = checksum ?? path.replace(/\.(?:md|json)(?:\.gz)?$/u, '.sha256');
  const damage = explainDamage({
    dump: path,
    checksum: beside,
    hasChecksum: checksum !== undefined,
    actual,
    stated,
    recorded,
    own: alone.own,
  });
  return { sha256: actual, damage };
}

async function readArchive(
  { path }: KeptFile,
  recorded: readonly string[],
  signal: AbortSignal,
): Promise<Reading> {
  const { contents, problem } = await verifyArchive(path, { signal });
  if (contents === undefined) {
    return { sha256: undefined, damage: problem ?? `${displayPath(path)} is not sound.` };
  }
  const { name, sha256 } = contents.dump;
  if (recorded.length > 0 && !recorded.includes(sha256)) {
    const damage = `${displayPath(path)} is sound, but holds another dump than the ledger records.`;
    return { sha256, damage };
  }
  const own = parseArchiveName(basename(path));
  const dump = parseDumpName(name);
  if (dump !== undefined && dump.prefix === own?.prefix && dump.stamp === own.stamp) {
    return { sha256, damage: undefined };
  }
  const damage = `${displayPath(path)} holds ${displayPath(name)}, which doesn't match its name.`;
  return { sha256, damage };
}
