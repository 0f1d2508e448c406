import { constants, type FileHandle, open } from 'node:fs/promises';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

export interface LedgerFile extends AsyncDisposable {
  readonly path: string;
  readonly handle: FileHandle;
  /** In bytes. */
  readonly size: number;
}

/** Opens a ledger for reading and writing. Undefined if there is none. Throws what the system throws. */
export async function openLedgerFile(path: string, mode?: number): Promise<LedgerFile | undefined> {
  const handle = await openExisting(path);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw new CreateDumpError(
        'DESTINATION_INVALID',
        `${displayPath(path)} is not a regular file. Move it away.`,
      );
    }
    if (mode !== undefined && (stats.mode & 0o777) !== mode) await setMode(handle, mode);
    return { path, handle, size: stats.size, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openExisting(path: string): Promise<FileHandle | undefined> {
  const { O_RDWR, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    return await open(toFsPath(path), O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A ledger of another user keeps its permissions. */
async function setMode(handle: FileHandle, mode: number): Promise<void> {
  try {
    await handle.chmod(mode);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
  }
}

/**
 * Replaces everything from `end` on by `bytes`, and syncs it to the disk. If that fails, the file ends at `end`:
 * nothing that wasn't acknowledged stays, as far as the system still allows it.
 */
export async function appendBytes(
  { handle, size }: LedgerFile,
  bytes: Buffer,
  end: number,
): Promise<void> {
  if (size > end) await handle.truncate(end);
  try {
    // What follows a short write says why it was short.
    for (let written = 0; written < bytes.length;) {
      const rest = bytes.length - written;
      written += (await handle.write(bytes, written, rest, end + written)).bytesWritten;
    }
    await handle.sync();
  } catch (error) {
    // If this fails as well, the next append cuts off an incomplete line.
    await handle.truncate(end).catch(() => {});
    throw error;
  }
}
