import { open } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import type { PlaceableFile } from '@create-dump/files';

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
  await using handle = await open(toFsPath(path), 'w', 0o600);
  await handle.chmod(mode);
  await handle.writeFile(text);
  await handle.sync();
  const { dev, ino } = await handle.stat({ bigint: true });
  return { path, identity: { dev, ino } };
}
