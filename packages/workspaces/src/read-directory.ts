import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { decodePath, toFsPath } from '@create-dump/core';

/** The entries of a directory; names that aren't UTF-8 come as core's path strings. */
export async function readDirectory(path: string): Promise<Dirent[]> {
  const entries = await readdir(toFsPath(path), { withFileTypes: true, encoding: 'buffer' });
  return entries.map((entry) => Object.assign(entry, { name: decodePath(entry.name) }) as Dirent);
}
