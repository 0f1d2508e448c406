import { lstatSync, readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  decodePath,
  parseChecksumLine,
  toFsPath,
} from '@create-dump/core';
import { type FileIdentity, isNameOf, readIdentity } from './file-identity.js';
import { isRunDead } from './is-run-dead.js';
import { parseRunId, type RunOwner } from './run-id.js';
import { parseTemporaryName, type TemporaryKind } from './temporary-name.js';

export interface StaleTemporariesOptions {
  /** Absolute. Its subdirectories aren't looked at. */
  readonly directory: string;
  /** Of the run that asks, from {@link createRunId}. */
  readonly runId: string;
  /** Whether a process of this host exists. Asked only where there is no /proc; without it, age decides (a day). */
  readonly isAlive?: (pid: number) => boolean;
}

/**
 * Removes the temporary files of runs that were killed: regular files with exactly our kind of name, of this user,
 * whose run has provably ended. A checksum file that such a run had published without its dump goes with them.
 * Returns the paths of what was removed; what can't be removed stays. Throws if the directory can't be read.
 */
export async function removeStaleTemporaries({
  directory,
  runId,
  isAlive,
}: StaleTemporariesOptions): Promise<readonly string[]> {
  const self = requireRunId(runId);
  const removed: string[] = [];
  for (const name of readdirSync(toFsPath(directory), 'utf8')) {
    const temporary = parseTemporaryName(name);
    if (temporary === undefined) continue;
    const path = join(directory, name);
    try {
      const file = findStale({ path, owner: temporary.owner, self, isAlive });
      if (file !== undefined) removed.push(...remove(path, temporary.kind, file));
    } catch {
      // Another run may sweep at the same time. What resists is left to a later one.
    }
  }
  return removed;
}

function requireRunId(runId: string): RunOwner {
  const owner = parseRunId(runId);
  if (owner !== undefined) return owner;
  throw new CreateDumpError('USAGE', `"${runId}" is no run id. Take one from createRunId.`);
}

interface Suspect {
  readonly path: string;
  readonly owner: RunOwner;
  readonly self: RunOwner;
  readonly isAlive: ((pid: number) => boolean) | undefined;
}

function findStale({ path, owner, self, isAlive }: Suspect): FileIdentity | undefined {
  const stats = lstatSync(toFsPath(path), { bigint: true });
  // With hidepid, /proc hides the processes of other users: they would seem dead.
  if (!stats.isFile() || Number(stats.uid) !== (readOwnUser() ?? Number(stats.uid)))
    return undefined;
  const lastWrite = Number(stats.mtimeMs);
  return isRunDead({ owner, self, lastWrite, isAlive }) ? stats : undefined;
}

function readOwnUser(): number | undefined {
  return statSync('/proc/self', { throwIfNoEntry: false })?.uid;
}

function remove(path: string, kind: TemporaryKind, file: FileIdentity): string[] {
  const orphan = kind === 'checksum' ? findOrphan(path, file) : undefined;
  // Whoever removes the temporary name, and nobody else, may then remove the other one.
  unlinkSync(toFsPath(path));
  if (orphan === undefined) return [path];
  unlinkSync(toFsPath(orphan));
  return [path, orphan];
}

/** The published name of a checksum whose dump never came; the run died between the two. */
function findOrphan(path: string, file: FileIdentity): string | undefined {
  const line = parseChecksumLine(decodePath(readFileSync(toFsPath(path))));
  if (line === undefined || basename(line.fileName) !== line.fileName) return undefined;
  const inSameDirectory = (name: string) => join(dirname(path), name);
  const checksumPath = inSameDirectory(checksumName(line.fileName));
  if (!isNameOf(checksumPath, file)) return undefined;
  const dump = readIdentity(inSameDirectory(line.fileName));
  return dump === undefined ? checksumPath : undefined;
}
