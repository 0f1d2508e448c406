import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { CreateDumpError, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
import { fileCost, type WorkBudget } from '../reading/work-budget.js';
import { existingName } from '../writing/existing-name.js';
import type { ExistingPolicy } from './restore-conflict.js';

export interface PlaceTreeOptions {
  /** The directory whose entries are moved, on the same file system as `target`. */
  readonly staged: string;
  /** An existing directory. */
  readonly target: string;
  /** Path on the same file system for a directory of replaced files. Created on demand; removed if everything was undone. */
  readonly replaced: string;
  readonly existing: ExistingPolicy;
  readonly budget: WorkBudget;
}

/**
 * Moves a staged tree into an existing directory. A directory that exists on both sides is merged entry by entry; anything
 * else is moved as a whole. On failure or abort, everything is moved back.
 * @throws {CreateDumpError} `ALREADY_EXISTS` if something is in the way; `WRITE_FAILED`.
 */
export async function placeTree(options: PlaceTreeOptions): Promise<void> {
  const { staged, target, budget } = options;
  const moves = createMoves();
  try {
    const directories = [''];
    for (let prefix = directories.pop(); prefix !== undefined; prefix = directories.pop()) {
      const taken = new Set(listNames(`${target}/${prefix}`));
      for (const name of listNames(`${staged}/${prefix}`)) {
        const isMerged = placeEntry({ ...options, prefix, name, isTaken: taken.has(name), moves });
        if (!isMerged) directories.push(`${prefix}${name}/`);
        if (budget.spend(fileCost)) await budget.renew();
      }
    }
  } catch (error) {
    moves.undo(options, error);
    throw error;
  }
}

interface Entry extends PlaceTreeOptions {
  readonly prefix: string;
  readonly name: string;
  readonly isTaken: boolean;
  readonly moves: Moves;
}

/** Returns false for a directory that exists on both sides: its entries have to be placed one by one. */
function placeEntry({ staged, target, replaced, existing, prefix, name, isTaken, moves }: Entry) {
  const path = `${prefix}${name}`;
  const from = `${staged}/${path}`;
  const to = `${target}/${path}`;
  const found = lstatSync(toFsPath(to), { throwIfNoEntry: false });
  if (found === undefined) {
    moves.move(from, to);
    return true;
  }
  if (!isTaken) {
    const as = existingName(`${target}/${prefix}`, name) ?? name;
    throw blockedError(
      path,
      `exists as "${displayPath(as)}", which the file system treats as the same name`,
    );
  }
  const isDirectory = lstatSync(toFsPath(from)).isDirectory();
  if (isDirectory && found.isDirectory()) return false;
  if (isDirectory) throw blockedError(path, 'exists and is not a directory');
  const mayReplace = existing === 'overwrite' && (found.isFile() || found.isSymbolicLink());
  if (!mayReplace) throw blockedError(path, 'already exists');
  moves.moveAside(to, `${replaced}/${path}`);
  moves.move(from, to);
  return true;
}

type Moves = ReturnType<typeof createMoves>;

function createMoves() {
  const done: { readonly from: string; readonly to: string }[] = [];
  const move = (from: string, to: string) => {
    try {
      renameSync(toFsPath(from), toFsPath(to));
    } catch (cause) {
      const why = describeSystemError(cause);
      throw new CreateDumpError(
        'WRITE_FAILED',
        `${displayPath(to)} can't be moved into place: ${why}.`,
        {
          cause,
        },
      );
    }
    done.push({ from, to });
  };
  return {
    move,
    moveAside(from: string, to: string) {
      makeDirectories(dirname(to));
      move(from, to);
    },
    undo({ target, replaced }: PlaceTreeOptions, cause: unknown) {
      try {
        for (const { from, to } of done.toReversed()) renameSync(toFsPath(to), toFsPath(from));
        rmSync(toFsPath(replaced), { recursive: true, force: true });
      } catch (error) {
        throw new CreateDumpError(
          'WRITE_FAILED',
          `The restore to ${displayPath(target)} failed midway and couldn't be undone (${describeSystemError(error)}). The replaced files are in ${displayPath(replaced)}.`,
          { cause },
        );
      }
    },
  };
}

/** Node's own recursive `mkdir` reports most failures (a full disk, a quota) as ENOENT. */
function makeDirectories(directory: string): void {
  try {
    mkdirSync(toFsPath(directory), 0o700);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw error;
    makeDirectories(dirname(directory));
    mkdirSync(toFsPath(directory), 0o700);
  }
}

function blockedError(path: string, what: string): CreateDumpError {
  return new CreateDumpError(
    'ALREADY_EXISTS',
    `"${displayPath(path)}" ${what}. Nothing was restored.`,
  );
}

function listNames(directory: string): string[] {
  return readdirSync(toFsPath(directory), { encoding: 'buffer' }).map((name) => decodePath(name));
}
