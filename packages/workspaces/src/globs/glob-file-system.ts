import { type Dirent, lstat, readdir, stat, type Stats } from 'node:fs';
import { decodePath, toFsPath } from '@create-dump/core';
import type { FileSystemAdapter } from 'fast-glob';

export interface GlobFileSystemOptions {
  /** Called for each directory that contains symbolic links. */
  readonly onLink: () => void;
  /** Called with the absolute path of a directory that this user may not read; the search treats it as empty. */
  readonly onUnreadable: (path: string, error: Error) => void;
}

/**
 * A file system for fast-glob that keeps names that aren't UTF-8, as core's path strings (fast-glob would lose them), and in
 * which an unreadable directory doesn't end the search.
 */
export function createGlobFileSystem(options: GlobFileSystemOptions): Partial<FileSystemAdapter> {
  const system = {
    lstat: (path: string, done: StatDone) => lstat(toFsPath(path), done),
    stat: (path: string, done: StatDone) => stat(toFsPath(path), done),
    readdir(path: string, _options: unknown, done: Done): void {
      readdir(toFsPath(path), { withFileTypes: true, encoding: 'buffer' }, (error, entries) => {
        const code = error?.code;
        if (code === 'EACCES' || code === 'EPERM') options.onUnreadable(path, error as Error);
        else if (error !== null) return done(error, []);
        const decoded = (entries ?? []).map(decode);
        if (decoded.some(isLink)) options.onLink();
        done(null, decoded);
      });
    },
  };
  return system as Partial<FileSystemAdapter>;
}

type StatDone = (error: NodeJS.ErrnoException | null, stats: Stats) => void;

type Done = (error: Error | null, entries: readonly Dirent[]) => void;

function decode(entry: Dirent<Buffer>): Dirent {
  return Object.assign(entry, { name: decodePath(entry.name) });
}

function isLink(entry: Dirent): boolean {
  return entry.isSymbolicLink();
}
