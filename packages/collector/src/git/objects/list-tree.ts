import { CreateDumpError } from '@create-dump/core';
import type { Yielder } from '../../yielder.js';
import { entryModes } from './entry-modes.js';
import type { ObjectStore } from './object-store.js';
import { parseTree } from './parse-tree.js';

/** A file, symbolic link or submodule at any depth below a tree. */
export interface ListedEntry {
  /** Relative to the tree. */
  readonly path: string;
  readonly mode: number;
  readonly oid: string;
}

/**
 * Lists everything below a tree, in git's order.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` for a tree that is missing or damaged.
 */
export async function listTree(
  store: ObjectStore,
  tree: string,
  yielder: Yielder,
): Promise<ListedEntry[]> {
  const listed: ListedEntry[] = [];
  const stack: ListedEntry[] = [{ path: '', mode: entryModes.directory, oid: tree }];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    await yielder.step();
    if (entry.mode !== entryModes.directory) {
      listed.push(entry);
      continue;
    }
    const prefix = entry.path === '' ? '' : `${entry.path}/`;
    for (const { name, mode, oid } of readTree(store, entry.oid).toReversed()) {
      stack.push({ path: prefix + name, mode, oid });
    }
  }
  return listed;
}

/** Reads the direct entries of one tree. */
export function readTree(store: ObjectStore, oid: string) {
  const object = store.find(oid);
  if (object?.kind === 'tree') return parseTree(object.content, oid, oid.length / 2);
  throw new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `The git tree ${oid} is missing. Fetch it (git fetch), or check the repository with git fsck.`,
  );
}
