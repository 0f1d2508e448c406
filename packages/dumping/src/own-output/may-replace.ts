import { lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { isOwnDump } from './own-dump.js';

/** Whether a file may be replaced by a dump: it is a whole dump of ours, or empty. False for anything but a regular file. */
export function mayReplace(path: string): boolean {
  const stats = lstatSync(toFsPath(path), { throwIfNoEntry: false });
  return stats?.isFile() === true && (stats.size === 0 || isOwnDump(path));
}
