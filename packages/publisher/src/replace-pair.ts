import { lstatSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  decodePath,
  displayPath,
  parseChecksumLine,
  recordDone,
  toFsPath,
} from '@create-dump/core';
import {
  createPlacement,
  createTemporaryFile,
  type FileIdentity,
  isNameOf,
  readHead,
  readIdentity,
  syncDirectory,
} from '@create-dump/files';
import { type PairOptions, publishPair, toAct, writeChecksum } from './publish-pair.js';

/** Proves that the file at an absolute path may be replaced: that it is a dump, or empty. */
export type ReplaceTest = (path: string) => boolean;

export interface ReplaceOptions extends PairOptions {
  readonly name: string;
  readonly mayReplace: ReplaceTest;
}

/**
 * Places dump and checksum at a name whose files may be replaced. The old checksum goes first, then the new dump takes the place of
 * the old one in one step, then the new checksum appears. So the dump is whole at any moment, the old or the new one, and never
 * has the checksum of the other. If the dump can't be placed, the old pair is as before.
 *
 * Throws `ALREADY_EXISTS` for files that may not be replaced, otherwise what the system throws.
 */
export async function replacePair(options: ReplaceOptions): Promise<string> {
  const { directory, name, dump, warn, record, mayReplace } = options;
  const path = join(directory, name);
  const old = requireReplaceable(path, mayReplace);
  if (old.dump === undefined && old.checksum === undefined) return publishPair(options);
  const checksumPath = join(directory, checksumName(name));
  await using checksum = await writeChecksum(name, options);
  await record?.(toAct(path, options));
  await using parked = createTemporaryFile({ ...options, kind: 'checksum' });
  if (old.checksum !== undefined) {
    requireUnchanged(checksumPath, old.checksum);
    renameSync(toFsPath(checksumPath), toFsPath(parked.path));
  }
  try {
    await syncDirectory(directory);
    requireUnchanged(path, old.dump);
    renameSync(toFsPath(dump.path), toFsPath(path));
  } catch (error) {
    if (old.checksum !== undefined) renameSync(toFsPath(parked.path), toFsPath(checksumPath));
    throw error;
  }
  if (!createPlacement(warn, options.onRetry).reserving(checksum, checksumPath))
    throw taken(checksumPath);
  await syncDirectory(directory);
  await recordDone(record, toAct(path, options), warn);
  return name;
}

interface ReplacedPair {
  /** Undefined if there is none. */
  readonly dump: FileIdentity | undefined;
  readonly checksum: FileIdentity | undefined;
}

/** What is at the path of a dump, and of its checksum file; throws `ALREADY_EXISTS` if one of them may not be replaced. */
export function requireReplaceable(path: string, mayReplace: ReplaceTest): ReplacedPair {
  const checksumPath = checksumName(path);
  const dump = readIdentity(path);
  if (dump !== undefined && !mayReplace(path)) throw taken(path);
  const checksum = readIdentity(checksumPath);
  if (checksum !== undefined && !isChecksumOf(path, checksumPath)) throw taken(checksumPath);
  return { dump, checksum };
}

function isChecksumOf(path: string, checksumPath: string): boolean {
  if (!lstatSync(toFsPath(checksumPath)).isFile()) return false;
  const head = readHead(checksumPath);
  if (head === undefined || head.length === 0) return head !== undefined;
  return parseChecksumLine(decodePath(head))?.fileName === basename(path);
}

function requireUnchanged(path: string, identity: FileIdentity | undefined): void {
  const isSame = identity ? isNameOf(path, identity) : readIdentity(path) === undefined;
  if (!isSame) throw taken(path);
}

function taken(path: string): CreateDumpError {
  return new CreateDumpError(
    'ALREADY_EXISTS',
    `${displayPath(path)} exists and is not a whole dump of create-dump or its checksum, so it is not replaced. Remove it or choose another name.`,
  );
}
