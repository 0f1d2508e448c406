import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { comparePaths, decodePath, toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

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

/** Like {@link listDirectory}, in no order. */
export function readEntries(fsPath: string | Buffer): DirectoryEntry[] {
  try {
    return readTypedEntries(fsPath);
  } catch (error) {
    // On file systems that don't tell the type of an entry, Node asks for each: in vain if the name isn't UTF-8 or has vanished.
    if (errorCode(error) !== 'ENOENT') throw error;
    return readUntypedEntries(fsPath);
  }
}

function readTypedEntries(fsPath: string | Buffer): DirectoryEntry[] {
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

function readUntypedEntries(fsPath: string | Buffer): DirectoryEntry[] {
  return readdirSync(fsPath, { encoding: 'buffer' }).map((name) => {
    const path = Buffer.concat([Buffer.from(fsPath), Buffer.from('/'), name]);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    // What has vanished is noticed again, and told, when it is read.
    return { name: decodePath(name), kind: stats === undefined ? 'file' : kindOf(stats) };
  });
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
