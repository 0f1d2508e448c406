import { constants, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, syncDirectory } from '@create-dump/files';

export interface LedgerFile extends AsyncDisposable {
  readonly path: string;
  readonly handle: FileHandle;
  /** In bytes. */
  readonly size: number;
}

/** Opens a ledger for reading and writing; creates it, durably, if it is missing. Throws what the system throws. */
export async function openLedgerFile(path: string, mode?: number): Promise<LedgerFile> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(toFsPath(path), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw new CreateDumpError(
        'DESTINATION_INVALID',
        `${displayPath(path)} is not a regular file. Move it away.`,
      );
    }
    if (mode !== undefined && (stats.mode & 0o777) !== mode) await setMode(handle, mode);
    if (stats.size === 0) await syncDirectory(dirname(path));
    return { path, handle, size: stats.size, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
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
 * Replaces everything from `end` on by `bytes`, in one write, and syncs it to the disk. If that fails, the file ends at `end`:
 * nothing that wasn't acknowledged stays, as far as the system still allows it.
 */
export async function appendBytes(
  { handle, size }: LedgerFile,
  bytes: Buffer,
  end: number,
): Promise<void> {
  if (size > end) await handle.truncate(end);
  try {
    const { bytesWritten } = await handle.write(bytes, 0, bytes.length, end);
    if (bytesWritten < bytes.length) {
      throw new Error(`only ${bytesWritten} of ${bytes.length} bytes could be written`);
    }
    await handle.sync();
  } catch (error) {
    // If this fails as well, the next append cuts off an incomplete line.
    await handle.truncate(end).catch(() => {});
    throw error;
  }
}
