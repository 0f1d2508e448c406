import { constants, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, makeDirectory, syncDirectory } from '@create-dump/files';

/** An append-only file of JSON lines. */
export interface Journal extends AsyncDisposable {
  /** Resolves when the line is synced to the disk. */
  append(record: object): Promise<void>;
}

/**
 * Opens a journal, creating it and its directory if necessary. Terminates a line that a crash cut off. Throws what the system
 * throws, and `DESTINATION_INVALID` if it isn't a regular file.
 *
 * @param mode Permissions, regardless of the umask. An existing journal gets them if it belongs to this user. Default: those that
 *   it has, `0o600` for a new one.
 */
export async function openJournal(path: string, mode?: number): Promise<Journal> {
  await makeDirectory(dirname(path));
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  const handle = await open(toFsPath(path), flags, 0o600);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw new CreateDumpError(
        'DESTINATION_INVALID',
        `${displayPath(path)} is not a regular file. Move it away.`,
      );
    }
    if (mode !== undefined && (stats.mode & 0o777) !== mode) await setMode(handle, mode);
    const last = Buffer.from('\n');
    if (stats.size > 0) await handle.read(last, 0, 1, stats.size - 1);
    if (last.toString() !== '\n') await handle.appendFile('\n');
    await syncDirectory(dirname(path));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    async append(record) {
      await handle.appendFile(`${JSON.stringify(record)}\n`);
      await handle.sync();
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Records matter more than permissions: a journal of another user keeps its own. */
async function setMode(handle: FileHandle, mode: number): Promise<void> {
  try {
    await handle.chmod(mode);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
  }
}
