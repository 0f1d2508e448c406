import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodePath, toFsPath } from '@create-dump/core';

/** A restore's staging directory has this prefix, followed by the run's id. */
export const stagingPrefix = '.create-dump-restore-';

/** Subdirectory that keeps the replaced files, under their paths, until the restore is done. */
export const replacedName = 'replaced';

/** Names of the staging directories that killed restores left in `directory`. */
export function findLeftovers(
  directory: string,
  isRunDead: ((runId: string) => boolean) | undefined,
): readonly string[] {
  if (isRunDead === undefined) return [];
  return readdirSync(toFsPath(directory), { encoding: 'buffer' })
    .map((name) => decodePath(name))
    .filter(
      (name) => name.startsWith(stagingPrefix) && isRunDead(name.slice(stagingPrefix.length)),
    );
}

/**
 * Removes leftovers. Those that keep replaced files stay unless `mayDropReplaced`: after a successful restore of the same
 * target, these files are obsolete.
 */
export async function removeLeftovers(
  directory: string,
  names: readonly string[],
  mayDropReplaced: boolean,
): Promise<void> {
  for (const name of names) {
    const path = join(directory, name);
    const holdsReplaced = existsSync(toFsPath(join(path, replacedName)));
    if (mayDropReplaced || !holdsReplaced) {
      await rm(toFsPath(path), { recursive: true, force: true });
    }
  }
}

/**
 * Removes what killed restores to `target` left in it and beside it, except replaced files. To be called before the target is
 * judged: a run that was killed after its last rename leaves a full target, which is refused.
 */
export async function sweepLeftovers(
  target: string,
  isRunDead: ((runId: string) => boolean) | undefined,
): Promise<void> {
  for (const directory of [target, dirname(target)]) {
    try {
      await removeLeftovers(directory, findLeftovers(directory, isRunDead), false);
    } catch {
      // Leftovers cost nothing but space; a missing or unreadable directory is reported when the target is opened.
    }
  }
}
