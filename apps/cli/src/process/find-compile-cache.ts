import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The directory in which Node may keep this program's compiled code: in the user's cache directory, if it exists and nobody
 * else can write to it, since what is read there is executed. Node's default won't do: it is a fixed name in the shared
 * temporary directory, and belongs to the first user who creates it.
 *
 * @param caches The user's directory for caches, if there is one.
 * @param user The effective user id; undefined where files have no such owner (Windows).
 */
export function findCompileCache(
  caches: string | undefined,
  user: number | undefined,
): string | undefined {
  if (caches === undefined || user === undefined) return undefined;
  return belongsTo(caches, user) ? join(caches, 'create-dump') : undefined;
}

function belongsTo(path: string, user: number): boolean {
  try {
    const stats = statSync(path);
    return stats.isDirectory() && stats.uid === user && (stats.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
