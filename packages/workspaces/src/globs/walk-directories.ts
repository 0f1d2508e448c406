import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { comparePaths, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import type { ProjectSearchContext } from '../project-finder.js';

export interface WalkedEntry {
  /** Relative to the root; `.` for the root itself. */
  readonly path: string;
  /** A symbolic link, to a directory or anything else. */
  readonly isLink: boolean;
}

/**
 * Lists the directories and symbolic links of the tree, ordered by their bytes. Skips `node_modules` and `.git`. An
 * unreadable directory is a warning.
 *
 * @param decide Whether to list an entry with its children, alone, or not at all.
 */
export async function walkDirectories(
  context: ProjectSearchContext,
  decide: (path: string) => 'enter' | 'keep' | 'pass over',
): Promise<readonly WalkedEntry[]> {
  const entries: WalkedEntry[] = [];
  const waiting = [{ path: '.', isLink: false }];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const decision = decide(entry.path);
    if (decision === 'pass over') continue;
    entries.push(entry);
    if (decision === 'keep' || entry.isLink) continue;
    context.signal.throwIfAborted();
    for (const child of await readChildren(context, entry.path)) {
      const isLink = child.isSymbolicLink();
      if (!isLink && !child.isDirectory()) continue;
      const name = decodePath(child.name);
      if (name === 'node_modules' || name === '.git') continue;
      const path = entry.path === '.' ? name : `${entry.path}/${name}`;
      waiting.push({ path, isLink });
    }
  }
  return entries.sort((a, b) => comparePaths(a.path, b.path));
}

async function readChildren(
  { root, warn }: ProjectSearchContext,
  path: string,
): Promise<readonly Dirent<Buffer>[]> {
  try {
    const absolute = path === '.' ? root : `${root}/${path}`;
    return await readdir(toFsPath(absolute), { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    warn(
      `${displayPath(path)} can't be read: ${describeSystemError(error)}. Projects below it are left out.`,
    );
    return [];
  }
}
