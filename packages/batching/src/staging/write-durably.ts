import { constants, open } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import type { PlaceableFile } from '@create-dump/files';

const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;
// A FIFO that has the name would be waited for.
const flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK;

/**
 * Writes a file of the staging directory, replacing one of an earlier attempt, and syncs it to the disk.
 *
 * @param mode Permissions, regardless of the umask.
 */
export async function writeDurably(
  path: string,
  text: string,
  mode = 0o600,
): Promise<PlaceableFile> {
  await using handle = await open(toFsPath(path), flags, 0o600);
  await handle.chmod(mode);
  await handle.writeFile(text);
  await handle.sync();
  const { dev, ino } = await handle.stat({ bigint: true });
  return { path, identity: { dev, ino } };
}
