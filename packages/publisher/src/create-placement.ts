import { closeSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { displayPath, toFsPath } from '@create-dump/core';
import type { TemporaryFile } from './create-temporary-file.js';
import { errorCode } from './error-code.js';
import { isNameOf, readIdentity } from './file-identity.js';

/** Gives a file its final name; false if the name is taken. Nothing is ever overwritten. */
type Place = (file: TemporaryFile, path: string) => boolean;

export interface Placement {
  readonly checksum: Place;
  /** Only for the run that has placed the checksum. */
  readonly dump: Place;
}

/** By hard links; on file systems that have none, by renaming, and `warn` is told once. */
export function createPlacement(warn: (message: string) => void): Placement {
  let hardLinks = true;
  const placeOr =
    (otherwise: Place): Place =>
    (file, path) => {
      if (!hardLinks) return otherwise(file, path);
      try {
        return placeByLink(file, path);
      } catch (error) {
        if (!unsupported.has(errorCode(error) ?? '')) throw error;
        hardLinks = false;
        warn(
          `${displayPath(dirname(path))} takes no hard links; files are moved into place instead.`,
        );
        return otherwise(file, path);
      }
    };
  return { checksum: placeOr(reserveAndRename), dump: placeOr(renameIfFree) };
}

// FAT, exFAT, SMB and several FUSE file systems.
const unsupported = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

function placeByLink(file: TemporaryFile, path: string): boolean {
  try {
    linkSync(toFsPath(file.path), toFsPath(path));
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // NFS may repeat a request that was carried out but not answered.
    return isNameOf(path, file.identity);
  }
}

/** An empty checksum file is seen for a moment, without a dump; that is how two runs exclude each other here. */
function reserveAndRename(file: TemporaryFile, path: string): boolean {
  try {
    closeSync(openSync(toFsPath(path), 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    renameSync(toFsPath(file.path), toFsPath(path));
    return true;
  } catch (error) {
    rmSync(toFsPath(path), { force: true });
    throw error;
  }
}

/** Safe between our own runs, as the checksum holds the place. */
function renameIfFree(file: TemporaryFile, path: string): boolean {
  if (readIdentity(path) !== undefined) return false;
  renameSync(toFsPath(file.path), toFsPath(path));
  return true;
}
