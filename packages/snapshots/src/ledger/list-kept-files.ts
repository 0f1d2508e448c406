import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArchiveName } from '@create-dump/archiver';
import { checksumName, parseDumpName, toFsPath } from '@create-dump/core';
import { isArchiveHead } from '@create-dump/dumping';
import { errorCode, readHead } from '@create-dump/files';
import { listNames } from '../list-names.js';

/** A file with the name of a dump or an archive of ours. */
export interface KeptFile {
  /** Path relative to the directory, as in the ledger. */
  readonly item: string;
  /** Absolute. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly what: 'snapshot' | 'archive';
  /** Absolute; undefined for an archive, and for a dump without one. */
  readonly checksum: string | undefined;
  /** Whether it counts as kept even without a record: a pair, or an archive that begins like ours or has a known name. */
  readonly isOurs: boolean;
}

/**
 * Lists the dumps of a directory and the archives in its `archives/`, by name; nothing is read in full.
 * @throws {CreateDumpError} `READ_FAILED` if a directory can't be listed.
 */
export async function listKeptFiles(directory: string): Promise<readonly KeptFile[]> {
  const names = await listNames(directory);
  const all = new Set(names);
  const kept: KeptFile[] = [];
  const prefixes = new Set<string>();
  for (const name of names) {
    const dump = parseDumpName(name);
    const file = dump && (await toFile(directory, name));
    if (dump === undefined || file === undefined) continue;
    const checksum = checksumName(name);
    const isPair = all.has(checksum);
    if (isPair) prefixes.add(dump.prefix);
    const beside = isPair ? join(directory, checksum) : undefined;
    kept.push({ ...file, what: 'snapshot', checksum: beside, isOurs: isPair });
  }
  for (const archive of await listNames(join(directory, 'archives'))) {
    const name = parseArchiveName(archive);
    const file = name && (await toFile(directory, join('archives', archive)));
    if (name === undefined || file === undefined) continue;
    const isOurs = prefixes.has(name.prefix) || isArchiveHead(readHead(file.path));
    kept.push({ ...file, what: 'archive', checksum: undefined, isOurs });
  }
  return kept;
}

/** Undefined unless it is a regular file. */
async function toFile(directory: string, item: string) {
  const path = join(directory, item);
  try {
    const stats = await lstat(toFsPath(path));
    return stats.isFile() ? { item, path, size: stats.size } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
