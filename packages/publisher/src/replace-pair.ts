import { lstatSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  decodePath,
  displayPath,
  parseChecksumLine,
  recordDone,
  signatureName,
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
  type TemporaryFile,
} from '@create-dump/files';
import { isSignatureFile } from './is-signature-file.js';
import {
  type PairOptions,
  publishPair,
  toAct,
  writeChecksum,
  writeSignature,
} from './publish-pair.js';

/** Proves that the file at an absolute path may be replaced: that it is a dump, or empty. */
export type ReplaceTest = (path: string) => boolean;

export interface ReplaceOptions extends PairOptions {
  readonly name: string;
  readonly mayReplace: ReplaceTest;
}

/**
 * Places dump, signature and checksum at a name whose files may be replaced. The old checksum and signature go first, then the new
 * dump takes the place of the old one in one step, then the new ones appear, the checksum last. So the dump is whole at any moment,
 * the old or the new one, and never has the checksum of the other. If the dump can't be placed, the old files are as before.
 *
 * Throws `ALREADY_EXISTS` for files that may not be replaced, otherwise what the system throws.
 */
export async function replacePair(options: ReplaceOptions): Promise<string> {
  const { directory, name, dump, warn, record, mayReplace } = options;
  const path = join(directory, name);
  const old = requireReplaceable(path, mayReplace);
  if (Object.values(old).every((file) => file === undefined)) return publishPair(options);
  const checksumPath = join(directory, checksumName(name));
  const signaturePath = signatureName(checksumPath);
  await using checksum = await writeChecksum(name, options);
  await using signature = await writeSignature(name, options);
  await record?.(toAct(path, options));
  await using parkedSignature =
    old.signature && createTemporaryFile({ ...options, kind: 'signature' });
  await using parkedChecksum = createTemporaryFile({ ...options, kind: 'checksum' });
  const parked: (() => void)[] = [];
  try {
    park(signaturePath, old.signature, parkedSignature, parked);
    park(checksumPath, old.checksum, parkedChecksum, parked);
    await syncDirectory(directory);
    requireUnchanged(path, old.dump);
    renameSync(toFsPath(dump.path), toFsPath(path));
  } catch (error) {
    for (const putBack of parked) putBack();
    throw error;
  }
  const { reserving } = createPlacement(warn, options.onRetry);
  if (signature && !reserving(signature, signaturePath)) throw taken(signaturePath);
  if (!reserving(checksum, checksumPath)) throw taken(checksumPath);
  await syncDirectory(directory);
  await recordDone(record, toAct(path, options), warn);
  return name;
}

interface ReplacedPair {
  /** Undefined if there is none. */
  readonly dump: FileIdentity | undefined;
  readonly checksum: FileIdentity | undefined;
  readonly signature: FileIdentity | undefined;
}

/** Moves a file to a temporary name; nothing happens if there is none. Adds what undoes that to `undo`. */
function park(
  path: string,
  identity: FileIdentity | undefined,
  temporary: TemporaryFile | undefined,
  undo: (() => void)[],
): void {
  if (identity === undefined || temporary === undefined) return;
  const aside = temporary.path;
  requireUnchanged(path, identity);
  renameSync(toFsPath(path), toFsPath(aside));
  undo.push(() => renameSync(toFsPath(aside), toFsPath(path)));
}

/**
 * What is at the paths of a dump, its checksum file and its signature; throws `ALREADY_EXISTS` if one of them may not be replaced.
 */
export function requireReplaceable(path: string, mayReplace: ReplaceTest): ReplacedPair {
  const checksumPath = checksumName(path);
  const dump = readIdentity(path);
  if (dump !== undefined && !mayReplace(path)) throw taken(path);
  const checksum = readIdentity(checksumPath);
  if (checksum !== undefined && !isChecksumOf(path, checksumPath)) throw taken(checksumPath);
  const signaturePath = signatureName(checksumPath);
  const signature = readIdentity(signaturePath);
  if (signature !== undefined && !isSignatureFile(signaturePath)) throw taken(signaturePath);
  return { dump, checksum, signature };
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
    `${displayPath(path)} exists and is not a whole dump of create-dump, its checksum or its signature, so it is not replaced. Remove it or choose another name.`,
  );
}
