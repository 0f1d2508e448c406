/*
 * Directories: creating and preparing them durably (`makeDirectory`, `prepareDirectory`), syncing their entries to the disk
 * (`syncDirectory`), and excluding other runs from them (`lockDirectory`). Absolute paths come in; a lock comes out as an
 * `AsyncDisposable`.
 */
import { lstat, lutimes, stat, symlink, unlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';
import { toFailure } from '../errors/to-failure.js';
import { isHolderOver, startHeartbeat } from './lock-heartbeat.js';
import { describeHolder, formatHolder, readHolder } from './lock-holder.js';
import { lockName } from './lock-name.js';

export interface LockOptions {
  /** Recorded in plain text, for the message of a run that finds the directory locked. */
  readonly hostname?: string;
  /** How long to wait for another run, in milliseconds. Default: 0. */
  readonly wait?: number;
  /** Aborts the wait. */
  readonly signal?: AbortSignal;
  /** Called once with a sentence about the run that holds the lock. */
  readonly onWait?: (message: string) => void;
  /** Name of the symbolic link; locks with different names are independent. Default: `lockName`. */
  readonly name?: string;
  /** How often to try again while waiting, in milliseconds. Default: 200. */
  readonly poll?: number;
  /** How often the lock gives a sign of life, in milliseconds. Default: 20 seconds. */
  readonly beat?: number;
}

/**
 * Excludes other runs from a directory until disposed. On Linux the kernel holds the lock, an abstract socket, and releases it
 * however the run ends. A symbolic link whose target is the run's id excludes runs in other containers and on other machines; a
 * link left by a dead run is replaced. Its time is renewed while the lock is held: a link from elsewhere whose time is 10 minutes old
 * is watched for a minute, and replaced if it doesn't change. Where the file system has no times of links, and for links of earlier
 * versions, a run from elsewhere counts as over a day after its start.
 * @throws {CreateDumpError} `LOCKED` if another run holds it, `READ_FAILED` if there is no such directory, `WRITE_FAILED`; the latter also
 * from disposing, if the link can't be removed.
 */
export async function lockDirectory(
  directory: string,
  runId: string,
  {
    hostname,
    wait = 0,
    signal,
    onWait,
    name = lockName,
    poll = 200,
    beat = 20_000,
  }: LockOptions = {},
): Promise<AsyncDisposable> {
  const begun = performance.now();
  const deadline = begun + wait;
  for (let told = false; ; told = true) {
    try {
      return await tryToLock(directory, { name, runId, hostname, beat, begun, signal });
    } catch (error) {
      const isLocked = error instanceof CreateDumpError && error.code === 'LOCKED';
      const left = deadline - performance.now();
      if (!isLocked || left <= 0) throw error;
      if (!told) onWait?.(error.message);
      await sleep(Math.min(poll, left), undefined, { signal }).catch(() =>
        signal?.throwIfAborted(),
      );
    }
  }
}

interface Attempt {
  readonly name: string;
  readonly runId: string;
  readonly hostname: string | undefined;
  readonly beat: number;
  /** When the run asked for the lock, in milliseconds of `performance.now()`. */
  readonly begun: number;
  readonly signal: AbortSignal | undefined;
}

async function tryToLock(directory: string, attempt: Attempt): Promise<AsyncDisposable> {
  const { name } = attempt;
  const { dev, ino } = await identify(directory);
  const own = name === lockName ? '' : `/${name}`;
  const server = await listen(`\0create-dump/${dev}/${ino}${own}`);
  if (server === 'taken') throw await locked(directory, name);
  const link = join(directory, name);
  try {
    const holder = await placeLink(link, directory, { ...attempt, isAlone: server !== undefined });
    const heartbeat = await startHeartbeat(link, holder, attempt.beat);
    return {
      async [Symbol.asyncDispose]() {
        heartbeat[Symbol.dispose]();
        try {
          if (holder !== undefined) await removeLink(link, holder);
        } catch (cause) {
          throw toFailure('WRITE_FAILED', cause, `removing ${displayPath(link)}`);
        } finally {
          await close(server);
        }
      },
    };
  } catch (error) {
    await close(server);
    throw error;
  }
}

async function identify(directory: string): Promise<{ dev: bigint; ino: bigint }> {
  try {
    const stats = await stat(toFsPath(directory), { bigint: true });
    if (stats.isDirectory()) return stats;
  } catch (cause) {
    throw toFailure('READ_FAILED', cause, `opening the directory ${displayPath(directory)}`);
  }
  throw new CreateDumpError('READ_FAILED', `${displayPath(directory)} is not a directory.`);
}

/** Undefined on systems without abstract sockets. */
function listen(name: string): Promise<Server | 'taken' | undefined> {
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy());
    server.unref();
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRINUSE' ? 'taken' : undefined),
    );
    try {
      server.listen(name, () => resolve(server));
    } catch {
      resolve(undefined);
    }
  });
}

async function close(server: Server | undefined): Promise<void> {
  if (server !== undefined) await new Promise((resolve) => server.close(resolve));
}

/**
 * The content of the new link; undefined if the file system has no symbolic links. Unlike a file, a link is created together with
 * its content.
 */
async function placeLink(
  link: string,
  directory: string,
  attempt: Attempt & { readonly isAlone: boolean },
): Promise<string | undefined> {
  const { name, runId, hostname, isAlone } = attempt;
  let holder = formatHolder(runId, hostname, hostname !== undefined);
  for (let tries = 0; tries < 3; tries++) {
    try {
      await symlink(holder, toFsPath(link));
      const silent = formatHolder(runId, hostname, false);
      if (holder === silent || (await acceptsTimes(link))) return holder;
      await removeLink(link, holder);
      holder = silent;
      continue;
    } catch (cause) {
      const code = errorCode(cause) ?? '';
      if (unsupported.has(code)) return undefined;
      if (code !== 'EEXIST') {
        throw toFailure('WRITE_FAILED', cause, `creating ${displayPath(link)}`);
      }
    }
    const other = await readHolder(link);
    if (other === undefined) continue;
    // Holding the socket, nobody else in this process has the lock: this run couldn't remove its link before.
    if (isAlone && other === holder) return holder;
    if (!(await isHolderOver(link, other, attempt))) throw await locked(directory, name);
    await removeLink(link, other);
  }
  throw await locked(directory, name);
}

/** Whether the file system can change the times of a link. */
async function acceptsTimes(link: string): Promise<boolean> {
  try {
    const now = await lstat(toFsPath(link));
    await lutimes(toFsPath(link), now.atime, now.mtime);
    return true;
  } catch {
    return false;
  }
}

const unsupported = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

async function removeLink(link: string, holder: string): Promise<void> {
  try {
    if ((await readHolder(link)) === holder) await unlink(toFsPath(link));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

async function locked(directory: string, name: string): Promise<CreateDumpError> {
  const holder = await readHolder(join(directory, name)).catch(() => undefined);
  return new CreateDumpError(
    'LOCKED',
    `Another run is working in ${displayPath(directory)}${describeHolder(holder)}. Wait for it to end. If there is none, remove ${name} there.`,
  );
}
