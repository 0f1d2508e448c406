import { stat } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import type { ProjectSearchContext } from './project-finder.js';

/** Whether a path relative to the root names a regular file, also through symbolic links. */
export async function isFile({ root }: ProjectSearchContext, path: string): Promise<boolean> {
  const stats = await stat(toFsPath(`${root}/${path}`)).catch(() => undefined);
  return stats?.isFile() === true;
}
