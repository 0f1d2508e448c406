import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { CreateDumpError, displayPath, type FileRecord, toFsPath } from '@create-dump/core';
import { describeSystemError, systemErrorCode } from '../reading/system-error.js';
import { existingName } from './existing-name.js';

/** The part of `node:fs` that makes a tree; a test may give one that behaves like another file system. */
export const treeFileSystem = {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  symlinkSync,
  writeSync,
};

/**
 * Writes files and links below a fresh directory that nobody else writes to. Every directory on the way to a file is one
 * that was made here, by a `mkdir` that succeeded: so no path leads through a link, and two names that the file system
 * takes for one are noticed, whether they are files or directories. Several threads may write to one root, if one of them
 * makes all directories.
 *
 * Modes are 0644 and 0755 under the umask. Throws a {@link CreateDumpError} `WRITE_FAILED` that names the path.
 */
export interface StagedTree extends Disposable {
  /** Makes the directories on the way to `path`, as far as they aren't made. Paths must come in the order of a manifest. */
  makeDirectories(path: string): void;
  /** Makes the file; the bytes that follow are its content. */
  open(record: FileRecord): void;
  write(bytes: Uint8Array): void;
  close(): void;
  link(path: string, target: Uint8Array): void;
}

export function createStagedTree(root: string, fs = treeFileSystem): StagedTree {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
  // The directories on the way to the last path. In byte order, a directory's files follow one another.
  const made: string[] = [];
  let current: { readonly path: string; readonly descriptor: number } | undefined;

  const attempt = <T>(path: string, work: (fsPath: string | Buffer) => T): T => {
    try {
      return work(toFsPath(`${root}/${path}`));
    } catch (cause) {
      const isFolded = systemErrorCode(cause) === 'EEXIST';
      throw isFolded ? foldedError(root, path, { cause, fs }) : writeError(path, cause);
    }
  };
  const makeDirectories = (path: string) => {
    while (made.length > 0 && !path.startsWith(`${made.at(-1)}/`)) made.pop();
    for (let at = path.indexOf('/', made.at(-1)?.length ?? 0); at !== -1;) {
      const directory = path.slice(0, at);
      at = path.indexOf('/', at + 1);
      if (directory === made.at(-1)) continue;
      attempt(directory, (fsPath) => fs.mkdirSync(fsPath, 0o755));
      made.push(directory);
    }
  };
  const close = () => {
    const open = current;
    current = undefined;
    if (open !== undefined) attempt(open.path, () => fs.closeSync(open.descriptor));
  };

  return {
    makeDirectories,
    open({ path, mode }) {
      const permissions = mode === '100755' ? 0o755 : 0o644;
      current = {
        path,
        descriptor: attempt(path, (fsPath) => fs.openSync(fsPath, flags, permissions)),
      };
    },
    write(bytes) {
      const open = current;
      if (open === undefined) return;
      for (let at = 0; at < bytes.length;) {
        at += attempt(open.path, () => fs.writeSync(open.descriptor, bytes, at));
      }
    },
    close,
    link(path, target) {
      attempt(path, (fsPath) => fs.symlinkSync(Buffer.from(target), fsPath));
    },
    [Symbol.dispose]: close,
  };
}

function foldedError(
  root: string,
  path: string,
  { cause, fs }: { cause: unknown; fs: typeof treeFileSystem },
): CreateDumpError {
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, slash + 1);
  const name = existingName(`${root}/${directory}`, path.slice(slash + 1), fs) ?? '';
  return new CreateDumpError(
    'WRITE_FAILED',
    `"${displayPath(directory + name)}" and "${displayPath(path)}" are one name on the target's file system. Nothing was restored; take a target on a file system that tells them apart.`,
    { cause },
  );
}

function writeError(path: string, cause: unknown): CreateDumpError {
  return new CreateDumpError(
    'WRITE_FAILED',
    `"${displayPath(path)}" can't be written: ${describeSystemError(cause)}. Nothing was restored.`,
    { cause },
  );
}
