import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toFsPath } from '@create-dump/core';

/** Whether a directory, given by its absolute path, is in a work tree of git: it or one above has an entry `.git`. */
export async function isInWorkTree(directory: string): Promise<boolean> {
  for (let at = directory; ; at = dirname(at)) {
    if (await exists(at === '/' ? '/.git' : `${at}/.git`)) return true;
    if (at === dirname(at)) return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(toFsPath(path)).then(
    () => true,
    () => false,
  );
}
