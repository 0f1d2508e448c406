import { open, stat, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/** Milliseconds after which the holder of a lock must have been killed: a lock is normally held for a few milliseconds. */
const deadAfter = 30_000;
const tries = 60;
/** Milliseconds. */
const pause = 50;

/**
 * Takes a lock by creating the file `path`; disposing removes it. Waits up to three seconds while another run holds the lock, then
 * returns undefined. Throws what the system throws.
 */
export async function lockTextfile(
  path: string,
  now: () => Date,
): Promise<AsyncDisposable | undefined> {
  for (let number = 0; number < tries; number++) {
    try {
      const handle = await open(toFsPath(path), 'wx', 0o600);
      await handle.close();
      return { [Symbol.asyncDispose]: () => remove(path) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    if (await isOlder(path, now().getTime() - deadAfter)) await remove(path);
    else await wait(pause);
  }
  return undefined;
}

async function isOlder(path: string, than: number): Promise<boolean> {
  try {
    return (await stat(toFsPath(path))).mtimeMs < than;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  try {
    await unlink(toFsPath(path));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
