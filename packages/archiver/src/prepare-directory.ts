import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeFailure } from './system-failure.js';
import { syncDirectory } from './sync-directory.js';

/** Makes sure that `path` is a directory, with its parents; throws `DESTINATION_INVALID` where it can't be one. */
export async function prepareDirectory(path: string): Promise<void> {
  try {
    const first = await mkdir(toFsPath(path), { recursive: true });
    if (first !== undefined) await syncParents(path, first);
    if ((await stat(toFsPath(path))).isDirectory()) return;
  } catch (cause) {
    const message = `${displayPath(path)} can't be used as a directory: ${describeFailure(cause)}. Choose another.`;
    throw new CreateDumpError('DESTINATION_INVALID', message, { cause });
  }
  const message = `${displayPath(path)} is not a directory. Choose another.`;
  throw new CreateDumpError('DESTINATION_INVALID', message);
}

/** A directory survives a power cut once its parent is on the disk. */
async function syncParents(path: string, first: string): Promise<void> {
  let level = path;
  do {
    level = dirname(level);
    await syncDirectory(level);
  } while (level.length >= first.length);
}
