import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodePath, toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';
import type { RestoreTarget } from './restore-target.js';

/** Finds the repository whose own files a record of this path would be among: its directory, absolute. */
export type FindRepository = (path: string) => string | undefined;

/**
 * Creates the search for repositories that exist already, also bare ones, whose directories have any name. A target may lie in
 * one, or contain one. A directory with a `.git` of its own is a work tree, wherever it is.
 */
export function createRepositoryFinder({ path: target, state }: RestoreTarget): FindRepository {
  const around = findAround(target, state);
  if (state !== 'occupied') return () => around;
  const found = new Map<string, string | undefined>([['', around]]);
  const find = (directory: string): string | undefined => {
    if (found.has(directory)) return found.get(directory);
    const absolute = `${target}/${directory}`;
    const parent = find(parentOf(directory));
    const repository = isWorkTree(absolute)
      ? undefined
      : isRepository(absolute)
        ? absolute
        : parent;
    found.set(directory, repository);
    return repository;
  };
  return (path) => find(parentOf(path));
}

function findAround(target: string, state: RestoreTarget['state']): string | undefined {
  const existing = state === 'absent' ? dirname(target) : target;
  let directory = decodePath(realpathSync(toFsPath(existing), 'buffer'));
  for (;;) {
    if (isWorkTree(directory)) return undefined;
    if (isRepository(directory)) return directory;
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isWorkTree(directory: string): boolean {
  return exists(join(directory, '.git'));
}

/** As git's `is_git_directory` (setup.c); a linked work tree has a `commondir` in place of objects and refs. */
function isRepository(directory: string): boolean {
  if (!exists(join(directory, 'HEAD'))) return false;
  return (
    exists(join(directory, 'commondir')) ||
    ['objects', 'refs'].every((name) => isDirectory(join(directory, name)))
  );
}

function exists(path: string): boolean {
  return look(() => lstatSync(toFsPath(path), { throwIfNoEntry: false })) !== undefined;
}

function isDirectory(path: string): boolean {
  return look(() => statSync(toFsPath(path), { throwIfNoEntry: false }))?.isDirectory() === true;
}

/** Undefined also if a parent is not a directory, which is a conflict that the plan reports. */
function look(stat: () => Stats | undefined): Stats | undefined {
  try {
    return stat();
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
