import { open, stat, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/** Who holds the lock needs it for milliseconds; after so many it was killed. */
const deadAfter = 30_000;
const tries = 60;
const pause = 50;

/**
 * Creates the file `path`, and removes it when it is disposed of; waits up to three seconds while there is one. Undefined if
 * that wasn't enough. Throws what the system throws.
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
