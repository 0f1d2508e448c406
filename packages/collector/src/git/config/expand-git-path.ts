/**
 * Expands the `~/` of a path in git's configuration. Undefined if it can't be expanded: `~user/` needs the password
 * database, and `%(prefix)/` the place where git is installed.
 */
export function expandGitPath(path: string, homeDirectory: string | undefined): string | undefined {
  if (path.startsWith('%(prefix)/')) return undefined;
  if (!path.startsWith('~')) return path;
  const isOwn = path === '~' || path.startsWith('~/');
  return isOwn && homeDirectory ? homeDirectory + path.slice(1) : undefined;
}
