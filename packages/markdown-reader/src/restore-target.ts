import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import type { Pacer } from './pacer.js';
import { placeTree } from './place-tree.js';
import type { ExistingPolicy } from './plan-restore.js';
import { describeSystemError } from './system-error.js';

/** Where a restore goes. */
export interface RestoreTarget {
  readonly path: string;
  readonly state: 'absent' | 'empty' | 'occupied';
}

/**
 * Looks at the target: a directory, or a name in a directory that exists.
 * @throws {CreateDumpError} `DESTINATION_INVALID`; `ALREADY_EXISTS` if it isn't empty and has to be.
 */
export function openRestoreTarget(path: string, existing: ExistingPolicy): RestoreTarget {
  if (!isAbsolute(path)) throw invalid(path, 'is not an absolute path');
  const target = resolve(path);
  const stats = look(() => statSync(toFsPath(target), { throwIfNoEntry: false }), path);
  if (stats === undefined) return absentTarget(target);
  if (!stats.isDirectory()) throw invalid(path, 'is not a directory');
  const isEmpty = look(() => readdirSync(toFsPath(target)).length === 0, path);
  if (!isEmpty && existing === 'refuse') {
    throw new CreateDumpError(
      'ALREADY_EXISTS',
      `${displayPath(path)} is not empty, and nothing was restored. Take a directory that is empty or doesn't exist; or merge the files into this one, or let them overwrite what is there.`,
    );
  }
  return { path: target, state: isEmpty ? 'empty' : 'occupied' };
}

/** A directory of the restore's own on the target's file system. Disposing of it leaves nothing of it behind. */
export interface Staging extends AsyncDisposable {
  /** The empty directory that the tree is built in. */
  readonly tree: string;
  /** Puts the tree in place, all of it or nothing. */
  publish(existing: ExistingPolicy, pacer: Pacer): Promise<void>;
}

/** @throws {CreateDumpError} `WRITE_FAILED` */
export function createStaging({ path, state }: RestoreTarget): Staging {
  const parent = state === 'absent' ? dirname(path) : path;
  const root = join(parent, `.create-dump-restore-${randomBytes(4).toString('hex')}`);
  const tree = join(root, 'tree');
  const replaced = join(root, 'replaced');
  let isPublished = false;
  writing(path, () => {
    mkdirSync(toFsPath(root), 0o700);
    mkdirSync(toFsPath(tree), 0o755);
    mkdirSync(toFsPath(replaced), 0o700);
  });
  return {
    tree,
    async publish(existing, pacer) {
      if (state === 'absent') writing(path, () => renameSync(toFsPath(tree), toFsPath(path)));
      else await placeTree({ staged: tree, target: path, replaced, existing, pacer });
      isPublished = true;
    },
    async [Symbol.asyncDispose]() {
      // What was replaced is only given up once the restore is done; a failure that couldn't be undone leaves it there.
      const mayGo = isPublished ? root : tree;
      await rm(toFsPath(mayGo), { recursive: true, force: true });
      if (!isPublished && removeIfEmpty(replaced)) removeIfEmpty(root);
    },
  };
}

function absentTarget(target: string): RestoreTarget {
  const isLink = lstatSync(toFsPath(target), { throwIfNoEntry: false }) !== undefined;
  if (isLink) throw invalid(target, 'is a link to nothing');
  const parent = dirname(target);
  const stats = statSync(toFsPath(parent), { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true) {
    throw invalid(target, `can't be made: ${displayPath(parent)} is no directory`);
  }
  return { path: target, state: 'absent' };
}

function removeIfEmpty(directory: string): boolean {
  try {
    rmdirSync(toFsPath(directory));
    return true;
  } catch {
    return false;
  }
}

function look<T>(work: () => T, path: string): T {
  try {
    return work();
  } catch (cause) {
    throw invalid(path, `can't be looked at: ${describeSystemError(cause)}`, cause);
  }
}

function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new CreateDumpError(
      'WRITE_FAILED',
      `Nothing can be restored to ${displayPath(path)}: ${describeSystemError(cause)}.`,
      { cause },
    );
  }
}

function invalid(path: string, what: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError('DESTINATION_INVALID', `The target ${displayPath(path)} ${what}.`, {
    cause,
  });
}
