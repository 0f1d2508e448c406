import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findCacheDirectory } from './find-cache-directory.js';

export interface CompileCacheOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string | undefined;
  /** The effective user id; undefined where files have no such owner (Windows). */
  readonly user: number | undefined;
}

/**
 * The directory in which Node may keep this program's compiled code: in the user's cache directory, if it exists and nobody
 * else can write to it, since what is read there is executed. Node's default won't do: it is a fixed name in the shared
 * temporary directory, and belongs to the first user who creates it.
 */
export function findCompileCache(options: CompileCacheOptions): string | undefined {
  const { env, homeDirectory, user } = options;
  if (homeDirectory === undefined || user === undefined) return undefined;
  const caches = findCacheDirectory({ env, homeDirectory });
  return caches !== undefined && belongsTo(caches, user) ? join(caches, 'create-dump') : undefined;
}

function belongsTo(path: string, user: number): boolean {
  try {
    const stats = statSync(path);
    return stats.isDirectory() && stats.uid === user && (stats.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
