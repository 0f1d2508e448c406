import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

export interface CacheDirectoryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string | undefined;
}

/** The user's directory for caches, which may not exist. Undefined without a home directory. */
export function findCacheDirectory({
  env,
  homeDirectory,
}: CacheDirectoryOptions): string | undefined {
  const configured = env['XDG_CACHE_HOME'] ?? '';
  // A relative path is invalid: https://specifications.freedesktop.org/basedir-spec/latest/
  if (isAbsolute(configured)) return configured;
  return homeDirectory !== undefined && existsSync(homeDirectory)
    ? join(homeDirectory, '.cache')
    : undefined;
}
