import { displayPath } from '@create-dump/core';
import { entryModes } from '../git/objects/entry-modes.js';
import { findSubtree } from '../git/objects/find-subtree.js';
import { type ListedEntry, readTree } from '../git/objects/list-tree.js';
import type { ObjectStore } from '../git/objects/object-store.js';
import { ignoreFileLimit } from './directory-rules.js';
import { dumpIgnoreName } from './dump-rules.js';

export interface RevisionIgnoreFiles {
  readonly store: ObjectStore;
  /** The id of the topmost tree. */
  readonly top: string;
  /** Path from there to the tree whose files are listed, empty or with a trailing slash. */
  readonly prefix: string;
  readonly listed: readonly ListedEntry[];
  readonly nameOuter: (fromTop: string) => string;
  /** Called with a sentence for each file whose rules don't apply because it can't be read. */
  readonly warn: (message: string) => void;
}

/** Returns a reader of a revision's `.dumpignore` files, by their path from the top. */
export function createIgnoreFileReader({
  store,
  top,
  prefix,
  listed,
  nameOuter,
  warn,
}: RevisionIgnoreFiles): (fromTop: string) => Buffer | undefined {
  const files = new Map<string, Entry>();
  for (const entry of listed) {
    if (entry.path.endsWith(dumpIgnoreName)) files.set(prefix + entry.path, entry);
  }
  const findOuter = (file: string) => {
    const tree = findSubtree(store, top, file.slice(0, -dumpIgnoreName.length));
    return tree === undefined
      ? undefined
      : readTree(store, tree).find(({ name }) => name === dumpIgnoreName);
  };
  return (file) => {
    const isBelow = file.startsWith(prefix);
    const entry = isBelow ? files.get(file) : findOuter(file);
    if (entry === undefined || entry.mode === entryModes.directory) return undefined;
    const why = whyUnreadable(store, entry);
    if (why === undefined) return store.find(entry.oid)?.content;
    const shown = isBelow ? file.slice(prefix.length) : nameOuter(file);
    warn(`The ignore rules of ${displayPath(shown)} do not apply: ${why}.`);
    return undefined;
  };
}

type Entry = Pick<ListedEntry, 'mode' | 'oid'>;

function whyUnreadable(store: ObjectStore, { mode, oid }: Entry): string | undefined {
  if (mode === entryModes.symbolicLink) return 'it is a symbolic link';
  if (mode === entryModes.gitlink) return 'it is a submodule';
  const header = store.findHeader(oid);
  if (header?.kind !== 'blob') return `the git object ${oid} is missing`;
  return header.size > ignoreFileLimit ? `it is larger than ${ignoreFileLimit} bytes` : undefined;
}
