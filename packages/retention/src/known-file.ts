import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/** A regular file as it was when it was looked at. */
export interface KnownFile {
  /** Absolute, as in core's `decodePath`. */
  readonly path: string;
  readonly size: number;
  /** Device, inode, size and time of the last change to the content: tells whether it is still the same file. */
  readonly identity: string;
}

/**
 * Equal for two paths that may be one and the same name: reached through a bind mount, or a link further up. Hard links
 * of one name look alike here.
 */
export function nameKey({ path, identity }: KnownFile): string {
  return `${identity}/${basename(path)}`;
}

export type FileKind = 'file' | 'directory' | 'symlink' | 'special';

/** What `path` names, never following a link: a regular file, something else, or undefined: nothing. */
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

/** @throws {CreateDumpError} `REFUSED` if the path doesn't name this very file any more. */
export async function requireSame(file: KnownFile): Promise<void> {
  const found = await identifyFile(file.path);
  if (typeof found === 'object' && found.identity === file.identity) return;
  const what =
    found === undefined
      ? 'is gone'
      : typeof found === 'string'
        ? `is now ${kindNames[found]}`
        : 'is another file now, or was changed';
  throw new CreateDumpError(
    'REFUSED',
    `${displayPath(file.path)} ${what} since it was looked at. It was left alone; run again to plan anew.`,
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
