import { constants } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { Repeat } from '../file-system/create-repeater.js';
import { type FileStats, readStats } from '../file-system/file-stats.js';
import { type EntryKind, readEntries } from '../file-system/list-directory.js';
import type { SelectionRequest } from './selection-request.js';

/**
 * Returns the stats of a path relative to the root, undefined if it doesn't exist. Throws system errors.
 *
 * @param position Position in the index of a tracked path.
 * @param kind What a listing of its directory said.
 */
export type FindStats = (
  path: string,
  position: number | undefined,
  kind: EntryKind | undefined,
) => FileStats | undefined;

export function createStatFinder({
  tree,
  options,
  preloaded,
  repeat,
}: Pick<SelectionRequest, 'tree' | 'options' | 'preloaded'> & {
  readonly repeat: Repeat;
}): FindStats {
  const read = (path: string) => repeat(() => readStats(path), path);
  const findStats: FindStats = (path, position) =>
    (position === undefined ? undefined : preloaded.at(position)) ?? read(`${tree.root}/${path}`);
  return options.namesOnly === true ? assumeListed(findStats, tree.root) : findStats;
}

/**
 * Believes what the listing of a directory says of files and links. The first in each directory is asked for all the same: without the
 * permission to search it, its files can be listed, but not read.
 */
function assumeListed(findStats: FindStats, root: string): FindStats {
  const enter = createDirectoryFinder(root);
  return (path, position, known) => {
    const name = path.lastIndexOf('/') + 1;
    const directory = enter(path.slice(0, name));
    if (directory.isSearchable) {
      const kind = known ?? directory.kinds().get(path.slice(name));
      if (kind === 'file') return assumedFile;
      if (kind === 'link') return assumedLink;
    }
    const stats = findStats(path, position, known);
    directory.isSearchable ||= stats !== undefined;
    return stats;
  };
}

const assumedFile: FileStats = { mode: constants.S_IFREG, size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0 };
const assumedLink: FileStats = { ...assumedFile, mode: constants.S_IFLNK };

interface Directory {
  isSearchable: boolean;
  /** What its listing says, by name; nothing if it can't be listed. */
  readonly kinds: () => ReadonlyMap<string, EntryKind>;
}

/** Remembers the last directory, which is given with a trailing slash or empty, and those above it. */
function createDirectoryFinder(root: string): (path: string) => Directory {
  const above: { readonly path: string; readonly directory: Directory }[] = [];
  return (path) => {
    while (above.length > 0 && !path.startsWith(above.at(-1)?.path ?? '')) above.pop();
    const last = above.at(-1);
    if (last?.path === path) return last.directory;
    let kinds: ReadonlyMap<string, EntryKind> | undefined;
    const directory: Directory = {
      isSearchable: false,
      kinds: () => (kinds ??= listKinds(`${root}/${path}`)),
    };
    above.push({ path, directory });
    return directory;
  };
}

function listKinds(path: string): ReadonlyMap<string, EntryKind> {
  try {
    return new Map(readEntries(toFsPath(path)).map(({ name, kind }) => [name, kind]));
  } catch {
    return new Map();
  }
}
