import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError } from '../reading/system-error.js';
import type { WorkBudget } from '../reading/work-budget.js';
import { placeTree } from './place-tree.js';
import type { ExistingPolicy } from './plan-restore.js';
import {
  findLeftovers,
  removeLeftovers,
  replacedName,
  stagingPrefix,
} from './restore-leftovers.js';

/** Where a restore goes. */
export interface RestoreTarget {
  readonly path: string;
  readonly state: 'absent' | 'empty' | 'occupied';
}

export interface TargetOptions {
  readonly existing: ExistingPolicy;
  /** Whether the run of that id has ended. */
  readonly isRunDead?: ((runId: string) => boolean) | undefined;
}

/**
 * Looks at the target: a directory, or a name in a directory that exists. What killed restores left there doesn't count.
 * @throws {CreateDumpError} `DESTINATION_INVALID`; `ALREADY_EXISTS` if it isn't empty and has to be.
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
      `${displayPath(path)} is not empty, and nothing was restored. Take a directory that is empty or doesn't exist; or merge the files into this one, or let them overwrite what is there.`,
    );
  }
  return { path: target, state: isEmpty ? 'empty' : 'occupied' };
}

/** A directory of the restore's own on the target's file system. Disposing of it leaves nothing of it behind. */
export interface Staging extends AsyncDisposable {
  /** The empty directory that the tree is built in. */
  readonly tree: string;
  /** Puts the tree in place, all of it or nothing; then removes what killed restores left. */
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
      // What was replaced is only given up once the restore is done; a failure that couldn't be undone leaves it there.
      const isKept = !isPublished && existsSync(toFsPath(replaced));
      await rm(toFsPath(isKept ? tree : root), { recursive: true, force: true });
    },
  };
  await guardWrite(path, () => mkdirSync(toFsPath(tree), 0o755), staging);
  return staging;
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

function inspect<T>(work: () => T, path: string): T {
  try {
    return work();
  } catch (cause) {
    throw invalid(path, `can't be looked at: ${describeSystemError(cause)}`, cause);
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
