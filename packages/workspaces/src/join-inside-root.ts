import { posix } from 'node:path';

/**
 * Resolves a path from a manifest, relative to the root; `.` for the root itself.
 *
 * @param base The manifest's directory, relative to the root.
 * @returns undefined if the path is absolute or leads out of the root.
 */
export function joinInsideRoot(base: string, path: string): string | undefined {
  if (posix.isAbsolute(path) || path.includes('\0')) return undefined;
  const joined = posix.join(base, path).replace(/(?<=.)\/+$/, '');
  return joined === '..' || joined.startsWith('../') ? undefined : joined;
}
