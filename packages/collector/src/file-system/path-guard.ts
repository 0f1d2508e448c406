import { constants, existsSync, readlinkSync, realpathSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { createIdleDescriptor } from './idle-descriptor.js';

/** Takes a path below the root; returns one for `node:fs` that replacing a directory can't redirect. */
export type PathGuard = (path: string) => string | Buffer;

/**
 * Resolves paths so that nothing outside the root can be reached, even while directories are being replaced by symbolic
 * links: opens the directory, checks the real path of the descriptor, and names the file through that descriptor. Without
 * `/proc/self/fd` the check uses the directory's name instead, which leaves a short race.
 *
 * The guard throws system errors, and an error with the code `ELOOP` for a directory outside the root.
 */
export function createPathGuard(root: string): PathGuard {
  const directories = createIdleDescriptor();
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  let base: Buffer | undefined;
  let descriptors: string | undefined;
  let realPathOf: RealPathOf | undefined;
  const open = (directory: string): number => {
    const fsPath = toFsPath(`${root}/${directory}`);
    return directories.open(directory, fsPath, flags, (descriptor) => {
      const actual = realPathOf?.(descriptor, fsPath);
      const expected = base && Buffer.concat([base, Buffer.from(toFsPath(`/${directory}`))]);
      if (
        actual !== undefined &&
        expected !== undefined &&
        !actual.equals(expected.subarray(0, -1))
      ) {
        throw Object.assign(new Error('reached through a symbolic link'), { code: 'ELOOP' });
      }
    });
  };
  return (path) => {
    const slash = path.lastIndexOf('/') + 1;
    if (realPathOf === undefined) {
      descriptors = descriptorDirectory();
      realPathOf = descriptors === undefined ? realPathByName : realPathByDescriptor(descriptors);
      base = realPathOf(open(''), root);
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

/** The directory of this process's descriptors. Avoids `/proc/self`, a link that would be resolved for each file. */
function descriptorDirectory(): string | undefined {
  try {
    const directory = `/proc/${readlinkSync('/proc/self')}/fd`;
    return existsSync(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

type RealPathOf = (descriptor: number, path: string | Buffer) => Buffer;

const realPathByDescriptor =
  (directory: string): RealPathOf =>
  (descriptor) =>
    readlinkSync(`${directory}/${descriptor}`, { encoding: 'buffer' });

const realPathByName: RealPathOf = (_, path) => realpathSync.native(path, 'buffer');
