import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, lacksHardLinks } from '@create-dump/files';
import { identifyFile, type KnownFile, requireSame } from './known-file.js';

export interface ReservedName {
  /** The file's new path. */
  readonly path: string;
  /** Takes the old name away. */
  readonly commit: () => Promise<void>;
}

/**
 * Gives a file a name in another directory that nothing else has, `name`, `name.1`, `name.2` …; the old one stays until
 * `commit`. Nothing is ever overwritten. Where a run was killed in between, the name it had reserved is found again.
 * Throws `REFUSED` if the file isn't the known one any more, else what the system throws.
 */
export async function reserveName(file: KnownFile, directory: string): Promise<ReservedName> {
  await requireOtherDirectory(file, directory);
  for (let number = 0; ; number++) {
    const suffix = number === 0 ? '' : `.${number}`;
    const path = join(directory, `${basename(file.path)}${suffix}`);
    const reserved = await reserve(file, path);
    if (reserved !== undefined) return reserved;
  }
}

/** Else the file itself would be taken for a name that a killed run had reserved. */
async function requireOtherDirectory({ path }: KnownFile, directory: string): Promise<void> {
  const [from, to] = await Promise.all([stat(toFsPath(dirname(path))), stat(toFsPath(directory))]);
  if (from.dev !== to.dev || from.ino !== to.ino) return;
  throw new CreateDumpError(
    'REFUSED',
    `${displayPath(path)} is in ${displayPath(directory)} already.`,
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
    return (await isFile(path, file.identity)) ? byLink(file, path) : undefined;
  }
  if (await isFile(path, file.identity)) return byLink(file, path);
  // Something else took the file's place after it was looked at.
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

/** An empty file holds the name, and is replaced. */
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
  const placeholder = await identifyFile(path);
  return {
    path,
    async commit() {
      try {
        await requireSame(file);
        await rename(toFsPath(file.path), toFsPath(path));
      } catch (error) {
        const isOurs =
          typeof placeholder === 'object' && (await isFile(path, placeholder.identity));
        if (isOurs) await unlink(toFsPath(path));
        throw error;
      }
    },
  };
}

async function isFile(path: string, identity: string): Promise<boolean> {
  const found = await identifyFile(path);
  return typeof found === 'object' && found.identity === identity;
}
