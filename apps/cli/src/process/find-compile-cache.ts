import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

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
  const configured = env['XDG_CACHE_HOME'] ?? '';
  const home = homeDirectory === undefined ? undefined : join(homeDirectory, '.cache');
  // A relative path is invalid: https://specifications.freedesktop.org/basedir-spec/latest/
  const caches = isAbsolute(configured) ? configured : home;
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
