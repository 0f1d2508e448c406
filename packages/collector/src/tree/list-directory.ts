import { type Dirent, readdirSync } from 'node:fs';
import { decodePath, toFsPath } from '@create-dump/core';

export type EntryKind = 'file' | 'link' | 'directory' | 'special';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** The entries of a directory, in no particular order. Throws what the system throws. */
export function listDirectory(path: string): DirectoryEntry[] {
  const fsPath = toFsPath(path);
  const entries = readdirSync(fsPath, { withFileTypes: true });
  // What the decoder leaves for bytes that aren't UTF-8.
  if (entries.every((entry) => !entry.name.includes('\uFFFD'))) {
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  }
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
