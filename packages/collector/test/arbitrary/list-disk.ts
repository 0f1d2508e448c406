import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files and links below a directory, without repositories of their own and whatever is named .git. */
export function listDisk(root: string, isTop = true): string[] {
  const found = readdirSync(root, { withFileTypes: true });
  if (!isTop && found.some(({ name }) => name === '.git')) return [];
  return found.flatMap((entry) => {
    if (/^\.git$/i.test(entry.name)) return [];
    if (!entry.isDirectory()) return [entry.name];
    return listDisk(join(root, entry.name), false).map((path) => `${entry.name}/${path}`);
  });
}

/** Whether a path is a file or link whose parents are directories, not links. */
export function isOnDisk(root: string, path: string): boolean {
  const parts = path.split('/');
  return parts.every((_, depth) => {
    const stats = lstatSync(join(root, ...parts.slice(0, depth + 1)), { throwIfNoEntry: false });
    return depth < parts.length - 1 ? stats?.isDirectory() : stats && !stats.isDirectory();
  });
}
