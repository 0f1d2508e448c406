import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/** A regular file, as it was when it was identified. */
export interface KnownFile {
  /** Absolute, as in core's `decodePath`. */
  readonly path: string;
  readonly size: number;
  /** Device, inode, size and mtime: differs if the path now names another file, or the file was modified. */
  readonly identity: string;
}

/**
 * A key that is equal for two paths to the same directory entry, through a bind mount or a symbolic link higher up. It is also
 * equal for hard links with the same name in different directories.
 */
export function nameKey({ path, identity }: KnownFile): string {
  return `${identity}/${basename(path)}`;
}

export type FileKind = 'file' | 'directory' | 'symlink' | 'special';

/** Identifies what `path` names, without following a symbolic link; undefined if nothing exists there. */
export async function identifyFile(
  path: string,
): Promise<KnownFile | Exclude<FileKind, 'file'> | undefined> {
  try {
    const stats = await lstat(toFsPath(path), { bigint: true });
    return stats.isFile() ? toKnownFile(path, stats) : kindOf(stats);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @throws {CreateDumpError} `REFUSED` if the path no longer names this file, or the file was modified. */
export async function requireSame(file: KnownFile): Promise<void> {
  const found = await identifyFile(file.path);
  if (typeof found === 'object' && found.identity === file.identity) return;
  const what =
    found === undefined
      ? 'has vanished'
      : typeof found === 'string'
        ? `has become ${kindNames[found]}`
        : 'was replaced or modified';
  throw new CreateDumpError(
    'REFUSED',
    `${displayPath(file.path)} ${what} since the plan was made. It was left alone; run again to make a new plan.`,
  );
}

export const kindNames: Readonly<Record<FileKind, string>> = {
  file: 'a file',
  directory: 'a directory',
  symlink: 'a symbolic link',
  special: 'a FIFO, socket or device',
};

function toKnownFile(path: string, { dev, ino, size, mtimeNs }: BigIntStats): KnownFile {
  return { path, size: Number(size), identity: `${dev}:${ino}:${size}:${mtimeNs}` };
}

function kindOf(stats: BigIntStats): Exclude<FileKind, 'file'> {
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'special';
}
