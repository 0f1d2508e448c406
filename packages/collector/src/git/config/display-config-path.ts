import { displayPath } from '@create-dump/core';

interface KnownDirectories {
  readonly commonDirectory: string;
  readonly homeDirectory?: string | undefined;
}

/** Shows the path of a file that git reads in a form that doesn't depend on the machine: `.git/config`, `~/.gitconfig`. */
export function displayConfigPath(
  path: string,
  { commonDirectory, homeDirectory }: KnownDirectories,
): string {
  const below = (directory: string | undefined, name: string) =>
    directory !== undefined && path.startsWith(`${directory}/`)
      ? `${name}${path.slice(directory.length)}`
      : undefined;
  return displayPath(below(commonDirectory, '.git') ?? below(homeDirectory, '~') ?? path);
}
