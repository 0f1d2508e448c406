import { join, resolve } from 'node:path';

interface ResolvePathOptions {
  /** What a relative path is relative to. Absolute. */
  readonly directory: string;
  readonly homeDirectory: string;
}

/** A path of a setting, absolute. `-` stays, and so does a slash at the end, which says that it is a directory. */
export function resolvePath(
  path: string,
  { directory, homeDirectory }: ResolvePathOptions,
): string {
  if (path === '-') return path;
  const absolute = path.startsWith('~/')
    ? join(homeDirectory, path.slice(2))
    : resolve(directory, path);
  return path.endsWith('/') && !absolute.endsWith('/') ? `${absolute}/` : absolute;
}
