import { lstatSync, readdirSync } from 'node:fs';
import { decodePath, encodePath, toFsPath } from '@create-dump/core';

/** The part of `node:fs` that looks up names; a test can pass one that folds case. */
export interface NameLookup {
  readonly lstatSync: typeof lstatSync;
  readonly readdirSync: typeof readdirSync;
}

/**
 * The name under which `directory` lists what the file system finds as `name`. It differs where the file system folds case
 * or normalises Unicode. Undefined if nothing is found.
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
