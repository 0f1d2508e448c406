import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { syncDirectory } from './sync-directory.js';

/** Makes a directory with its parents, unless it is there; what is made is on the disk. Throws what the system throws. */
export async function makeDirectory(directory: string): Promise<void> {
  const first = await mkdir(toFsPath(directory), { recursive: true });
  if (first === undefined) return;
  // A directory survives a power cut once its parent is on the disk.
  let level = directory;
  do {
    level = dirname(level);
    await syncDirectory(level);
  } while (level.length >= first.length);
}
