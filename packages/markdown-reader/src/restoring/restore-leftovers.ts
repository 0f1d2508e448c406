import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePath, toFsPath } from '@create-dump/core';

/** How a restore names its own directory: this, and the id of its run. */
export const stagingPrefix = '.create-dump-restore-';

/** The subdirectory that holds what was replaced, under its own paths, until the restore is done. */
export const replacedName = 'replaced';

/** The names of directories that restores left in `directory` when they were killed. */
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
 * Removes leftovers. Those that hold files which were there before stay, unless `mayDropReplaced`: once the same target
 * was restored, they are replaced for good.
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
