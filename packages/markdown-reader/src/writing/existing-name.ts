import { lstatSync, readdirSync } from 'node:fs';
import { decodePath, encodePath, toFsPath } from '@create-dump/core';

/** The part of `node:fs` that tells names from one another; a test may give one that folds them. */
export interface NameLookup {
  readonly lstatSync: typeof lstatSync;
  readonly readdirSync: typeof readdirSync;
}

/**
 * The name in `directory` by which the file system holds what it finds as `name`: the same, or, where it folds case or
 * normalises Unicode, maybe another. Undefined if there is nothing.
 */
export function existingName(
  directory: string,
  name: string,
  fs: NameLookup = { lstatSync, readdirSync },
): string | undefined {
  const found = fs.lstatSync(toFsPath(`${directory}/${name}`), {
    bigint: true,
    throwIfNoEntry: false,
  });
  if (found === undefined) return undefined;
  const names = fs.readdirSync(toFsPath(directory), { encoding: 'buffer' });
  const wanted = encodePath(name);
  if (names.some((other) => other.equals(wanted))) return name;
  const isSame = (other: string) => {
    const stats = fs.lstatSync(toFsPath(`${directory}/${other}`), {
      bigint: true,
      throwIfNoEntry: false,
    });
    return stats?.ino === found.ino && stats.dev === found.dev;
  };
  return names.map((other) => decodePath(other)).find(isSame) ?? name;
}
