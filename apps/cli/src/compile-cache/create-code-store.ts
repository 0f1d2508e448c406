import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { CacheHome } from './find-cache-home.js';

/** Files of compiled code. It never throws: what can't be read isn't there, what can't be written is left. */
export interface CodeStore {
  read(name: string): Buffer | undefined;
  /** `make` is called only where its result can be written. */
  write(name: string, make: () => Uint8Array): void;
}

export interface CodeStoreOptions {
  readonly home: CacheHome;
  /** The directory in it: all on which the code depends, as `0.1.0-v20.20.2-linux-x64-1a2b3c4d`. */
  readonly version: string;
  /** Who runs the program; undefined where files have no such owner (Windows). */
  readonly user: number | undefined;
  readonly pid: number;
  readonly now: Date;
}

const versionPattern = /^\d+\.\d+\.\d+[\w.+-]*-v\d+\.\d+\.\d+[\w.+-]*$/;
const unusedAfterMs = 30 * 24 * 60 * 60 * 1000;

/** What is read from it is executed: so only what nobody but this user can have written. */
export function createCodeStore(options: CodeStoreOptions): CodeStore {
  const { home, version, user, pid } = options;
  const directory = join(home.path, version);
  const isOurs = ({ uid, mode }: Stats) =>
    user === undefined || (uid === user && (mode & 0o022) === 0);

  return {
    read: (name) =>
      attempt(() => {
        if (!isOurs(lstatSync(directory))) return undefined;
        const descriptor = openSync(join(directory, name), constants.O_RDONLY | noFollow);
        try {
          const stats = fstatSync(descriptor);
          return stats.isFile() && isOurs(stats) ? readAll(descriptor, stats.size) : undefined;
        } finally {
          closeSync(descriptor);
        }
      }),
    write: (name, make) =>
      attempt(() => {
        if (!isDirectory(directory)) makeDirectory();
        if (!isOurs(lstatSync(directory))) return;
        const temporary = join(directory, `${name}.${pid}.tmp`);
        // One that is there is left by a process that was killed.
        rmSync(temporary, { force: true });
        const descriptor = openSync(temporary, 'wx', 0o600);
        try {
          writeFileSync(descriptor, make());
          renameSync(temporary, join(directory, name));
        } catch {
          unlinkSync(temporary);
        } finally {
          closeSync(descriptor);
        }
      }),
  };

  /** Not in what is another user's, as the home of whoever called sudo: they couldn't write there any more. */
  function makeDirectory(): void {
    const root = statSync(home.root);
    if (!root.isDirectory() || (user !== undefined && root.uid !== user)) return;
    mkdirSync(home.path, { recursive: true, mode: 0o700 });
    if (!isDirectory(home.path) || !isOurs(lstatSync(home.path))) return;
    mkdirSync(directory, { mode: 0o700 });
    // The home may be what is dumped, or be in a repository.
    writeFileSync(join(home.path, '.gitignore'), '*\n', { mode: 0o600 });
    for (const name of readdirSync(home.path)) attempt(() => removeUnused(name));
  }

  /** Unlinks what is in the directory, and nothing below. */
  function removeUnused(name: string): void {
    const path = join(home.path, name);
    if (!versionPattern.test(name) || name === version || !isDirectory(path)) return;
    if (options.now.getTime() - statSync(path).mtimeMs < unusedAfterMs) return;
    for (const file of readdirSync(path)) unlinkSync(join(path, file));
    rmdirSync(path);
  }
}

/** Windows has no such flag. */
const noFollow = constants.O_NOFOLLOW ?? 0;

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Not of a link to one. */
function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readAll(descriptor: number, size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(size);
  return readSync(descriptor, bytes, 0, size, 0) === size ? bytes : undefined;
}
