import { unlinkSync } from 'node:fs';
import { displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '../errors/describe-system-error.js';
import { isNameOf } from '../file-identity.js';
import type { PlaceableFile } from './create-placement.js';

/** Removes the final name of a file after a failure, if it still names this file. Never throws; false if removing failed. */
export function withdrawFile(
  { identity }: Pick<PlaceableFile, 'identity'>,
  path: string,
  warn: (message: string) => void,
): boolean {
  try {
    if (isNameOf(path, identity)) unlinkSync(toFsPath(path));
    return true;
  } catch (error) {
    const reason = describeSystemError(error);
    warn(`${displayPath(path)}, which failed to publish, can't be removed: ${reason}.`);
    return false;
  }
}
