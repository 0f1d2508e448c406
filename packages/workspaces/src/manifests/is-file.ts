import { stat } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import type { ProjectSearchContext } from '../project-finder.js';

/** Whether there is a file at a path relative to the root. */
export async function isFile({ root }: ProjectSearchContext, path: string): Promise<boolean> {
  const stats = await stat(toFsPath(`${root}/${path}`)).catch(() => undefined);
  return stats?.isFile() === true;
}
