import { link, lstat, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { displayPath, toFsPath } from '@create-dump/core';
import type { TemporaryFile } from './create-temporary-file.js';
import { pathExists } from './path-exists.js';
import { describeFailure, errorCode } from './system-failure.js';

/**
 * Gives a temporary file its final name; false if the name is taken. By a hard link, which never overwrites; on file
 * systems that have none by renaming, which is safe only as long as one run at a time writes to the directory.
 */
export async function placeFile(
  file: TemporaryFile,
  path: string,
  warn: (message: string) => void,
): Promise<boolean> {
  try {
    await link(toFsPath(file.path), toFsPath(path));
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    // NFS may repeat a request that was carried out but not answered.
    if (code === 'EEXIST') return isNameOf(path, file);
    if (!unsupported.has(code)) throw error;
  }
  if (await pathExists(path)) return false;
  const where = displayPath(dirname(path));
  warn(`${where} takes no hard links; files are moved into place instead.`);
  await rename(toFsPath(file.path), toFsPath(path));
  return true;
}

/** Takes a name back if it is still that of this file. Never throws. */
export async function withdrawFile(
  file: TemporaryFile,
  path: string,
  warn: (message: string) => void,
): Promise<void> {
  try {
    if (await isNameOf(path, file)) await unlink(toFsPath(path));
  } catch (error) {
    warn(`${describeFailure(error)} while removing ${displayPath(path)}, which failed to publish.`);
  }
}

// FAT, exFAT, SMB and several FUSE file systems.
const unsupported = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

async function isNameOf(path: string, { identity }: TemporaryFile): Promise<boolean> {
  if (!(await pathExists(path))) return false;
  const { dev, ino } = await lstat(toFsPath(path), { bigint: true });
  return dev === identity.dev && ino === identity.ino;
}
