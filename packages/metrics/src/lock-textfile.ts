import { lstat, open, readlink, symlink, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { toFsPath } from '@create-dump/core';
import { errorCode, isRunOver } from '@create-dump/files';

/**
 * Milliseconds after which the holder of a lock must have been killed, if the lock doesn't tell: it is normally held for a few
 * milliseconds.
 */
const deadAfter = 30_000;
const tries = 60;
/** Milliseconds. */
const pause = 50;

export interface TextfileLock {
  /** Of the lock: a symbolic link to the run's id, or an empty file where there are no such links. */
  readonly path: string;
  readonly runId: string;
  readonly now: () => Date;
}

/**
 * Takes a lock; disposing removes it. Replaces the lock of a killed run, and waits up to three seconds while another run holds
 * it, then returns undefined. Throws what the system throws.
 */
export async function lockTextfile(lock: TextfileLock): Promise<AsyncDisposable | undefined> {
  const { path } = lock;
  for (let number = 0; number < tries; number++) {
    try {
      await create(lock);
      return { [Symbol.asyncDispose]: () => remove(path) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    if (await isLeft(lock)) await remove(path);
    else await wait(pause);
  }
  return undefined;
}

/** Unlike a file, a link is created together with its content. */
async function create({ path, runId }: TextfileLock): Promise<void> {
  try {
    await symlink(runId, toFsPath(path));
  } catch (error) {
    if (!unsupported.has(errorCode(error) ?? '')) throw error;
    const handle = await open(toFsPath(path), 'wx', 0o600);
    await handle.close();
  }
}

const unsupported = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Whether the run that took the lock has ended. */
async function isLeft({ path, runId, now }: TextfileLock): Promise<boolean> {
  try {
    const stats = await lstat(toFsPath(path));
    if (stats.mtimeMs < now().getTime() - deadAfter) return true;
    return stats.isSymbolicLink() && isRunOver(await readlink(toFsPath(path)), runId);
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
