import { join, resolve } from 'node:path';

interface ResolvePathOptions {
  /** The base of relative paths. Absolute. */
  readonly directory: string;
  readonly homeDirectory: string;
}

/** Makes a path absolute. Keeps `-`, and a trailing slash, which marks a directory. */
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
