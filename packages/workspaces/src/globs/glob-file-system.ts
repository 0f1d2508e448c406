import { type Dirent, lstat, readdir, stat, type Stats } from 'node:fs';
import { decodePath, toFsPath } from '@create-dump/core';
import type { FileSystemAdapter } from 'fast-glob';

export interface GlobFileSystemOptions {
  /** Called for a directory that has symbolic links. */
  readonly onLink: () => void;
  /** Takes the absolute path of a directory that may not be read; to the search it is empty. */
  readonly onUnreadable: (path: string, code: string) => void;
}

/**
 * The file system as fast-glob is to see it: names that aren't UTF-8 come as core's path strings (by itself it would lose
 * them), and a directory that may not be read doesn't end the search.
 */
export function createGlobFileSystem(options: GlobFileSystemOptions): Partial<FileSystemAdapter> {
  const system = {
    lstat: (path: string, done: StatDone) => lstat(toFsPath(path), done),
    stat: (path: string, done: StatDone) => stat(toFsPath(path), done),
    readdir(path: string, _options: unknown, done: Done): void {
      readdir(toFsPath(path), { withFileTypes: true, encoding: 'buffer' }, (error, entries) => {
        const code = error?.code;
        if (code === 'EACCES' || code === 'EPERM') options.onUnreadable(path, code);
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
