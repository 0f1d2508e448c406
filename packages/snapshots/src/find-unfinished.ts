import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { isRunOver, parseTemporaryName } from '@create-dump/files';
import type { Orphan } from '@create-dump/retention';

/**
 * Finds the orphans that may be half of a pair that a run is publishing right now, as it places the checksum file and its
 * signature first. Call it
 * after the orphans were discovered; quarantining checks again whether a dump has appeared since.
 */
export async function findUnfinished(
  orphans: readonly Orphan[],
  runId: string,
): Promise<ReadonlySet<Orphan>> {
  const written = new Map<string, Promise<boolean>>();
  const unfinished = new Set<Orphan>();
  for (const orphan of orphans) {
    if (orphan.kind === 'dump') continue;
    const directory = dirname(orphan.file.path);
    const isWritten = written.get(directory) ?? hasWriter(directory, runId);
    written.set(directory, isWritten);
    if (await isWritten) unfinished.add(orphan);
  }
  return unfinished;
}

/** Whether a run that hasn't ended has a temporary file there, which it keeps until its dump is placed. */
async function hasWriter(directory: string, runId: string): Promise<boolean> {
  const names = await readdir(toFsPath(directory), 'utf8');
  return names.some((name) => {
    const owner = parseTemporaryName(name)?.runId;
    return owner !== undefined && !isRunOver(owner, runId);
  });
}
