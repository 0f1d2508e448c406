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
import { describeSystemError, errorCode } from '@create-dump/files';
import { foldedNameError } from './folded-name-error.js';

/** The part of `node:fs` that creates a tree; a test can pass one that behaves like another file system. */
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
 * Writes files and symbolic links below a fresh directory that nothing else writes to. Every directory on the way to a file
 * was created here by a `mkdir` that succeeded. So no path leads through a link, and two names that the file system treats
 * as the same are detected, for files and directories. Several threads may write to one root if one of them creates all
 * directories.
 *
 * Modes are 0644 and 0755 minus the umask. Throws a {@link CreateDumpError} `WRITE_FAILED` that names the path.
 */
export interface StagedTree extends Disposable {
  /** Creates the missing directories on the way to `path`. Paths must come in manifest order. */
  makeDirectories(path: string): void;
  /** Creates the file that the following `write` calls write to. */
  open(record: Pick<FileRecord, 'path' | 'mode'>): void;
  write(bytes: Uint8Array): void;
  close(): void;
  link(path: string, target: Uint8Array): void;
}

export function createStagedTree(root: string, fs = treeFileSystem): StagedTree {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
  // The directories on the way to the last path. In byte order, the files of a directory are consecutive.
  const made: string[] = [];
  let current: { readonly path: string; readonly descriptor: number } | undefined;

  const attempt = <T>(path: string, work: (fsPath: string | Buffer) => T): T => {
    try {
      return work(toFsPath(`${root}/${path}`));
    } catch (cause) {
      const isFolded = errorCode(cause) === 'EEXIST';
      throw isFolded ? foldedNameError(root, path, { cause, fs }) : writeError(path, cause);
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
        at += attempt(open.path, () => {
          const count = fs.writeSync(open.descriptor, bytes, at);
          if (count === 0) throw new Error('the system accepted no bytes');
          return count;
        });
      }
    },
    close,
    link(path, target) {
      attempt(path, (fsPath) => fs.symlinkSync(Buffer.from(target), fsPath));
    },
    [Symbol.dispose]: close,
  };
}

function writeError(path: string, cause: unknown): CreateDumpError {
  // The only argument that depends on the dump is the name.
  const isName = errorCode(cause) === 'EINVAL';
  const why = isName ? 'the file system refuses the name (EINVAL)' : describeSystemError(cause);
  return new CreateDumpError(
    'WRITE_FAILED',
    `"${displayPath(path)}" can't be written: ${why}. Nothing was restored.`,
    { cause },
  );
}
