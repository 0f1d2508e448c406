import { constants, existsSync, readlinkSync, realpathSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { createIdleDescriptor } from './idle-descriptor.js';

/** Takes a path below the root; gives one for `node:fs` at which the directory can't be exchanged for another. */
export type PathGuard = (path: string) => string | Buffer;

/**
 * Resolves paths so that nothing outside the root is reached, also while somebody replaces directories by symbolic links:
 * the directory is opened, its place asked of the system, and the file then named through that descriptor. Where the
 * system has no `/proc/self/fd`, its place is asked by name, which leaves a moment in between.
 *
 * The guard throws what the system throws, and an error with the code `ELOOP` for a directory that isn't below the root.
 */
export function createPathGuard(root: string): PathGuard {
  const directories = createIdleDescriptor();
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  let base: Buffer | undefined;
  let descriptors: string | undefined;
  let placeOf: PlaceOf | undefined;
  const open = (directory: string): number => {
    const fsPath = toFsPath(`${root}/${directory}`);
    return directories.open(directory, fsPath, flags, (descriptor) => {
      const place = placeOf?.(descriptor, fsPath);
      const expected = base && Buffer.concat([base, Buffer.from(toFsPath(`/${directory}`))]);
      if (
        place !== undefined &&
        expected !== undefined &&
        !place.equals(expected.subarray(0, -1))
      ) {
        throw Object.assign(new Error('reached through a symbolic link'), { code: 'ELOOP' });
      }
    });
  };
  return (path) => {
    const slash = path.lastIndexOf('/') + 1;
    if (placeOf === undefined) {
      descriptors = descriptorDirectory();
      placeOf = descriptors === undefined ? placeByName : placeByDescriptor(descriptors);
      base = placeOf(open(''), root);
    }
    const directory = path.slice(0, slash);
    const descriptor = directories.held(directory) ?? open(directory);
    return toFsPath(
      descriptors === undefined
        ? `${root}/${path}`
        : `${descriptors}/${descriptor}/${path.slice(slash)}`,
    );
  };
}

/** Where the system shows this process's descriptors: not by way of `self`, a link that would be followed for each file. */
function descriptorDirectory(): string | undefined {
  try {
    const directory = `/proc/${readlinkSync('/proc/self')}/fd`;
    return existsSync(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

type PlaceOf = (descriptor: number, path: string | Buffer) => Buffer;

const placeByDescriptor =
  (directory: string): PlaceOf =>
  (descriptor) =>
    readlinkSync(`${directory}/${descriptor}`, { encoding: 'buffer' });

const placeByName: PlaceOf = (_, path) => realpathSync.native(path, 'buffer');
