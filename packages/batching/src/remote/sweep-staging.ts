import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { parseStagingName } from '@create-dump/dumping';
import { isRunOver, removeStaleTemporaries } from '@create-dump/files';
import { readLastSign } from '../staging/sign-of-life.js';
import { isOwnDirectory, removeStaging } from '../staging/staging-directory.js';

/**
 * Removes what processes left in a destination that were killed while they worked for a run. What can't be removed, or may be of a
 * process that is alive on another host, is left to the recovery of a later run.
 */
export async function sweepStaging(destination: string, runId: string): Promise<void> {
  try {
    await removeStaleTemporaries({ directory: destination, runId });
    for (const name of await readdir(toFsPath(destination), 'utf8')) {
      const owner = parseStagingName(name);
      const path = join(destination, name);
      const lastSign = owner === undefined ? undefined : readLastSign(path);
      if (owner === undefined || lastSign === undefined) continue;
      if (isRunOver(owner, runId, lastSign) && (await isOwnDirectory(path)))
        await removeStaging(path);
    }
  } catch {
    // The run itself is done.
  }
}
