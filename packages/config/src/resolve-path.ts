import { join, resolve } from 'node:path';
import { isStoreUrl } from '@create-dump/core';

interface ResolvePathOptions {
  /** The base of relative paths. Absolute. */
  readonly directory: string;
  readonly homeDirectory: string;
}

/** Makes a path absolute. Keeps `-`, addresses in object storage, and a trailing slash, which marks a directory. */
export function resolvePath(
  path: string,
  { directory, homeDirectory }: ResolvePathOptions,
): string {
  if (path === '-' || isStoreUrl(path)) return path;
  const absolute = path.startsWith('~/')
    ? join(homeDirectory, path.slice(2))
    : resolve(directory, path);
  return path.endsWith('/') && !absolute.endsWith('/') ? `${absolute}/` : absolute;
}
