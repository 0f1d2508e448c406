import { type Dirent, readdirSync } from 'node:fs';
import { comparePaths, decodePath, toFsPath } from '@create-dump/core';

export type EntryKind = 'file' | 'link' | 'directory' | 'special';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/**
 * Lists a directory. A directory `a` sorts as `a/`, so that a depth-first walk visits paths in git's order: `a.b` before `a/b`.
 * Throws system errors.
 */
export function listDirectory(path: string): DirectoryEntry[] {
  return readEntries(toFsPath(path)).sort((a, b) => comparePaths(sortKey(a), sortKey(b)));
}

function sortKey({ name, kind }: DirectoryEntry): string {
  return kind === 'directory' ? `${name}/` : name;
}

function readEntries(fsPath: string | Buffer): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (const entry of readdirSync(fsPath, { withFileTypes: true })) {
    // The replacement character: the name may not be UTF-8.
    if (entry.name.includes('\uFFFD')) return readRawEntries(fsPath);
    entries.push({ name: entry.name, kind: kindOf(entry) });
  }
  return entries;
}

function readRawEntries(fsPath: string | Buffer): DirectoryEntry[] {
  return readdirSync(fsPath, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
    name: decodePath(entry.name),
    kind: kindOf(entry),
  }));
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
