/*
 * Directories: creating and preparing them durably (`makeDirectory`, `prepareDirectory`), syncing their entries to the disk
 * (`syncDirectory`), and excluding other runs from them (`lockDirectory`). Absolute paths come in; a lock comes out as an
 * `AsyncDisposable`.
 */
import { readlink, stat, symlink, unlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';
import { toFailure } from '../errors/to-failure.js';
import { isRunOver } from '../runs/is-run-over.js';
import { describeHolder, formatHolder, holderRun } from './lock-holder.js';
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
}

/**
 * Excludes other runs from a directory until disposed. On Linux the kernel holds the lock, an abstract socket, and releases it
 * however the run ends. A symbolic link whose target is the run's id excludes runs in other containers and on other machines; a
 * link left by a dead run is replaced.
 * @throws {CreateDumpError} `LOCKED` if another run holds it, `READ_FAILED` if there is no such directory, `WRITE_FAILED`.
 */
export async function lockDirectory(
  directory: string,
  runId: string,
  { hostname, wait = 0, signal, onWait, name = lockName, poll = 200 }: LockOptions = {},
): Promise<AsyncDisposable> {
  const holder = formatHolder(runId, hostname);
  const deadline = performance.now() + wait;
  for (let told = false; ; told = true) {
    try {
      return await tryToLock(directory, { name, runId, holder });
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
  readonly holder: string;
}

async function tryToLock(directory: string, attempt: Attempt): Promise<AsyncDisposable> {
  const { name, holder } = attempt;
  const { dev, ino } = await identify(directory);
  const own = name === lockName ? '' : `/${name}`;
  const server = await listen(`\0create-dump/${dev}/${ino}${own}`);
  if (server === 'taken') throw await locked(directory, name);
  const link = join(directory, name);
  try {
    const linked = await placeLink(link, directory, attempt);
    return {
      async [Symbol.asyncDispose]() {
        if (linked) await removeLink(link, holder);
        await close(server);
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

/** False if the file system has no symbolic links. Unlike a file, a link is created together with its content. */
async function placeLink(
  link: string,
  directory: string,
  { name, runId, holder }: Attempt,
): Promise<boolean> {
  for (let tries = 0; tries < 3; tries++) {
    try {
      await symlink(holder, toFsPath(link));
      return true;
    } catch (cause) {
      const code = errorCode(cause) ?? '';
      if (unsupported.has(code)) return false;
      if (code !== 'EEXIST') {
        throw toFailure('WRITE_FAILED', cause, `creating ${displayPath(link)}`);
      }
    }
    const other = await readHolder(link);
    if (other === undefined) continue;
    if (!isRunOver(holderRun(other), runId)) throw await locked(directory, name);
    await removeLink(link, other);
  }
  throw await locked(directory, name);
}

const unsupported = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

async function removeLink(link: string, holder: string): Promise<void> {
  try {
    if ((await readHolder(link)) === holder) await unlink(toFsPath(link));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Undefined if there is no link; empty if something other than a link has the name. */
async function readHolder(link: string): Promise<string | undefined> {
  try {
    return await readlink(toFsPath(link), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) === 'EINVAL') return '';
    throw error;
  }
}

async function locked(directory: string, name: string): Promise<CreateDumpError> {
  const holder = await readHolder(join(directory, name)).catch(() => undefined);
  return new CreateDumpError(
    'LOCKED',
    `Another run is working in ${displayPath(directory)}${describeHolder(holder)}. Wait for it to end. If there is none, remove ${name} there.`,
  );
}
