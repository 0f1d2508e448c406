import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, lacksHardLinks } from '@create-dump/files';
import { identifyFile, type KnownFile, requireSame } from './known-file.js';

export interface ReservedName {
  /** The file's new path. */
  readonly path: string;
  /** Removes the old name. */
  readonly commit: () => Promise<void>;
}

/** A file system that reports every name as taken would never end the search. */
const mostTries = 10_000;

/**
 * Gives a file the first free name in another directory: `name`, `name.1`, `name.2` …. The old name remains until `commit`. Never
 * overwrites. If a run was killed in between, the name it reserved is reused. Throws `REFUSED` if the file has changed, otherwise
 * what the system throws.
 */
export async function reserveName(file: KnownFile, directory: string): Promise<ReservedName> {
  await requireOtherDirectory(file, directory);
  for (let number = 0; number < mostTries; number++) {
    const suffix = number === 0 ? '' : `.${number}`;
    const path = join(directory, `${basename(file.path)}${suffix}`);
    const reserved = await reserve(file, path);
    if (reserved !== undefined) return reserved;
  }
  throw new CreateDumpError(
    'ALREADY_EXISTS',
    `${mostTries} names from ${displayPath(join(directory, basename(file.path)))} on are taken. Tidy up there.`,
  );
}

/** In the same directory, the file's own name would look like one that a killed run had reserved. */
async function requireOtherDirectory({ path }: KnownFile, directory: string): Promise<void> {
  const [from, to] = await Promise.all([stat(toFsPath(dirname(path))), stat(toFsPath(directory))]);
  if (from.dev !== to.dev || from.ino !== to.ino) return;
  throw new CreateDumpError(
    'REFUSED',
    `${displayPath(path)} is already in ${displayPath(directory)}.`,
  );
}

/** Undefined if `path` is taken. */
async function reserve(file: KnownFile, path: string): Promise<ReservedName | undefined> {
  await requireSame(file);
  try {
    await link(toFsPath(file.path), toFsPath(path));
  } catch (error) {
    if (lacksHardLinks(error)) return reserveByPlaceholder(file, path);
    if (errorCode(error) !== 'EEXIST') throw error;
    return (await isUnchanged(path, file.identity)) ? byLink(file, path) : undefined;
  }
  if (await isUnchanged(path, file.identity)) return byLink(file, path);
  // The file was replaced between the check and the link.
  await unlink(toFsPath(path));
  await requireSame(file);
  return undefined;
}

function byLink(file: KnownFile, path: string): ReservedName {
  return {
    path,
    async commit() {
      await requireSame(file);
      await unlink(toFsPath(file.path));
    },
  };
}

/** Without hard links: an empty file reserves the name until the file is renamed over it. */
async function reserveByPlaceholder(
  file: KnownFile,
  path: string,
): Promise<ReservedName | undefined> {
  try {
    await (await open(toFsPath(path), 'wx', 0o600)).close();
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
  // Identified by size and mtime, too: a placeholder that someone wrote to must not be removed.
  const placeholder = await identifyFile(path);
  return {
    path,
    async commit() {
      try {
        await requireSame(file);
        await rename(toFsPath(file.path), toFsPath(path));
      } catch (error) {
        const isOurs =
          typeof placeholder === 'object' && (await isUnchanged(path, placeholder.identity));
        if (isOurs) await unlink(toFsPath(path));
        throw error;
      }
    },
  };
}

async function isUnchanged(path: string, identity: string): Promise<boolean> {
  const found = await identifyFile(path);
  return typeof found === 'object' && found.identity === identity;
}
