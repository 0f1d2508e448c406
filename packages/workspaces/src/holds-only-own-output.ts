import { readdir } from 'node:fs/promises';
import { decodePath, toFsPath } from '@create-dump/core';
import type { ProjectSearchContext } from './project-finder.js';

/**
 * Whether a directory contains output of this program and no other file. Reads directories only until it meets the first other
 * file. An unreadable directory counts as other content.
 *
 * @param directory Relative to the root.
 */
export async function holdsOnlyOwnOutput(
  context: ProjectSearchContext,
  directory: string,
): Promise<boolean> {
  let found = false;
  // Grows while it is iterated.
  const directories = [directory];
  for (const path of directories) {
    context.signal.throwIfAborted();
    const entries = await readEntries(`${context.root}/${path}`);
    if (entries === undefined) return false;
    for (const entry of entries) {
      const inside = `${path}/${decodePath(entry.name)}`;
      if (entry.isDirectory()) directories.push(inside);
      else if (context.isOwnOutput(inside)) found = true;
      else return false;
    }
  }
  return found;
}

function readEntries(path: string) {
  const options = { withFileTypes: true, encoding: 'buffer' } as const;
  return readdir(toFsPath(path), options).catch(() => undefined);
}
