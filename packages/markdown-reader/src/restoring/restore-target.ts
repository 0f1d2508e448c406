import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import type { WorkBudget } from '../reading/work-budget.js';
import { placeTree } from './place-tree.js';
import type { ExistingPolicy } from './restore-conflict.js';
import {
  findLeftovers,
  removeLeftovers,
  replacedName,
  stagingPrefix,
} from './restore-leftovers.js';

/** The directory to restore to. */
export interface RestoreTarget {
  readonly path: string;
  readonly state: 'absent' | 'empty' | 'occupied';
}

export interface TargetOptions {
  readonly existing: ExistingPolicy;
  /** Whether the run with this id has ended. */
  readonly isRunDead?: ((runId: string) => boolean) | undefined;
}

/**
 * Inspects the target: a directory, or a new name in an existing directory. Leftovers of killed restores are ignored.
 * @throws {CreateDumpError} `DESTINATION_INVALID`; `ALREADY_EXISTS` if it must be empty and isn't.
 */
export function openRestoreTarget(
  path: string,
  { existing, isRunDead }: TargetOptions,
): RestoreTarget {
  if (!isAbsolute(path)) throw invalid(path, 'is not an absolute path');
  const target = resolve(path);
  const stats = inspect(() => statSync(toFsPath(target), { throwIfNoEntry: false }), path);
  if (stats === undefined) return absentTarget(target);
  if (!stats.isDirectory()) throw invalid(path, 'is not a directory');
  const isEmpty = inspect(() => {
    const leftovers = findLeftovers(target, isRunDead).length;
    return readdirSync(toFsPath(target)).length === leftovers;
  }, path);
  if (!isEmpty && existing === 'refuse') {
    throw new CreateDumpError(
      'ALREADY_EXISTS',
      `${displayPath(path)} is not empty, so nothing was restored. Use a directory that is empty or doesn't exist, merge the files into this one, or let them overwrite what is there.`,
    );
  }
  return { path: target, state: isEmpty ? 'empty' : 'occupied' };
}

/** A restore's own directory on the target's file system. Disposing removes it. */
export interface Staging extends AsyncDisposable {
  /** The empty directory to write the tree to. */
  readonly tree: string;
  /** Moves the tree into place, all of it or nothing; then removes leftovers of killed restores. */
  publish(existing: ExistingPolicy, budget: WorkBudget): Promise<void>;
}

export interface StagingOptions {
  readonly runId: string;
  readonly isRunDead: TargetOptions['isRunDead'];
}

/** @throws {CreateDumpError} `WRITE_FAILED` */
export async function createStaging(
  { path, state }: RestoreTarget,
  { runId, isRunDead }: StagingOptions,
): Promise<Staging> {
  const parent = state === 'absent' ? dirname(path) : path;
  const root = join(parent, `${stagingPrefix}${runId}`);
  const tree = join(root, 'tree');
  const replaced = join(root, replacedName);
  let isPublished = false;
  await guardWrite(path, () => mkdirSync(toFsPath(root), 0o700));
  const staging: Staging = {
    tree,
    async publish(existing, budget) {
      if (state === 'absent')
        await guardWrite(path, () => renameSync(toFsPath(tree), toFsPath(path)));
      else await placeTree({ staged: tree, target: path, replaced, existing, budget });
      isPublished = true;
      await removeLeftovers(parent, findLeftovers(parent, isRunDead), state !== 'absent');
    },
    async [Symbol.asyncDispose]() {
      // Replaced files are dropped only after success. After a failure that couldn't be undone, they are the only copy.
      const isKept = !isPublished && existsSync(toFsPath(replaced));
      await rm(toFsPath(isKept ? tree : root), { recursive: true, force: true });
    },
  };
  await guardWrite(path, () => mkdirSync(toFsPath(tree), 0o755), staging);
  return staging;
}

function absentTarget(target: string): RestoreTarget {
  const isLink = lstatSync(toFsPath(target), { throwIfNoEntry: false }) !== undefined;
  if (isLink) throw invalid(target, 'is a dangling symbolic link');
  const parent = dirname(target);
  const stats = statSync(toFsPath(parent), { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true) {
    throw invalid(target, `can't be created: ${displayPath(parent)} is not a directory`);
  }
  return { path: target, state: 'absent' };
}

function inspect<T>(work: () => T, path: string): T {
  try {
    return work();
  } catch (cause) {
    throw invalid(path, `can't be inspected: ${describeSystemError(cause)}`, cause);
  }
}

async function guardWrite(path: string, work: () => void, made?: AsyncDisposable): Promise<void> {
  try {
    work();
  } catch (cause) {
    await made?.[Symbol.asyncDispose]();
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
