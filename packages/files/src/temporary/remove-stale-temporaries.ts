import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  decodePath,
  parseChecksumLine,
  toFsPath,
} from '@create-dump/core';
import { type FileIdentity, isNameOf, readIdentity } from '../file-identity.js';
import { readHead } from '../reading/read-head.js';
import { isRunDead } from '../runs/is-run-over.js';
import { readOwnUser } from '../runs/read-own-user.js';
import { parseRunId, type RunOwner } from '../runs/run-id.js';
import { parseTemporaryName, type TemporaryKind } from './temporary-name.js';

export interface StaleTemporariesOptions {
  /** Absolute. Subdirectories are not searched. */
  readonly directory: string;
  /** Of the calling run, from `createRunId`. */
  readonly runId: string;
}

/**
 * Removes the temporary files of runs that have ended: regular files of this user whose name has exactly our form. Also removes
 * a checksum file or signature that such a run placed without its dump. Returns the removed paths; files that can't be removed stay. Throws
 * what the system throws if the directory can't be read, and `USAGE` for an invalid run id.
 */
export async function removeStaleTemporaries({
  directory,
  runId,
}: StaleTemporariesOptions): Promise<readonly string[]> {
  const self = requireRunId(runId);
  const removed: string[] = [];
  for (const name of readdirSync(toFsPath(directory), 'utf8')) {
    const temporary = parseTemporaryName(name);
    if (temporary === undefined) continue;
    const path = join(directory, name);
    try {
      const file = findStale({ path, owner: temporary.owner, self });
      if (file !== undefined) removed.push(...remove(path, temporary.kind, file));
    } catch {
      // Another run may be sweeping as well; a later run retries what is left.
    }
  }
  return removed;
}

function requireRunId(runId: string): RunOwner {
  const owner = parseRunId(runId);
  if (owner !== undefined) return owner;
  throw new CreateDumpError('USAGE', `"${runId}" is not a run id. Use one from createRunId.`);
}

interface Suspect {
  readonly path: string;
  readonly owner: RunOwner;
  readonly self: RunOwner;
}

function findStale({ path, owner, self }: Suspect): FileIdentity | undefined {
  const stats = lstatSync(toFsPath(path), { bigint: true });
  // With hidepid, /proc hides the processes of other users, so they would seem to have ended.
  if (!stats.isFile() || Number(stats.uid) !== (readOwnUser() ?? Number(stats.uid)))
    return undefined;
  const lastWrite = Number(stats.mtimeMs);
  return isRunDead({ owner, self, lastWrite }) ? stats : undefined;
}

function remove(path: string, kind: TemporaryKind, file: FileIdentity): string[] {
  const orphan = findOrphan(path, kind, file);
  // Of several sweeping runs, only the one that removed the temporary name may remove the placed one.
  unlinkSync(toFsPath(path));
  if (orphan === undefined) return [path];
  unlinkSync(toFsPath(orphan));
  return [path, orphan];
}

/** The placed name of a checksum file or signature whose run died before it placed the dump. */
function findOrphan(path: string, kind: TemporaryKind, file: FileIdentity): string | undefined {
  if (kind === 'checksum') return findChecksum(path, file);
  return kind === 'signature' ? findSignature(path, file) : undefined;
}

function findChecksum(path: string, file: FileIdentity): string | undefined {
  const line = parseChecksumLine(decodePath(readHead(path) ?? Buffer.of()));
  if (line === undefined || basename(line.fileName) !== line.fileName) return undefined;
  const inSameDirectory = (name: string) => join(dirname(path), name);
  const checksumPath = inSameDirectory(checksumName(line.fileName));
  if (!isNameOf(checksumPath, file)) return undefined;
  const dump = readIdentity(inSameDirectory(line.fileName));
  return dump === undefined ? checksumPath : undefined;
}

/** A signature doesn't say what it belongs to, so its other name is looked for. */
function findSignature(path: string, file: FileIdentity): string | undefined {
  const directory = dirname(path);
  for (const name of readdirSync(toFsPath(directory), 'utf8')) {
    const stem = /^(.+)\.sha256\.sig$/su.exec(name)?.[1];
    if (stem === undefined || !isNameOf(join(directory, name), file)) continue;
    const dumps = ['', '.md', '.md.gz', '.json', '.json.gz'].map((extension) => stem + extension);
    const isAlone = dumps.every((dump) => readIdentity(join(directory, dump)) === undefined);
    return isAlone ? join(directory, name) : undefined;
  }
  return undefined;
}
