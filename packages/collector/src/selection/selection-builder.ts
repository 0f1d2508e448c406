import {
  type FileMode,
  type IgnoreRule,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import {
  changeMarkOf,
  type FileStats,
  isDirectory,
  isRegularFile,
  isSymbolicLink,
  kindOfSpecial,
  readStats,
} from '../file-system/file-stats.js';
import { type Admission, createAdmission } from '../filter/create-admission.js';
import type { FilterRule } from '../filter/create-user-filter.js';
import { readIndexOid } from '../git/index-file/parse-index.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { skipOfError } from '../file-system/skip-of-error.js';
import { type DirectoryEntry, listDirectory } from '../file-system/list-directory.js';
import type { SelectionRequest } from './select-files.js';

export interface Selection {
  /** In no particular order. */
  readonly files: SourceFile[];
  readonly skipped: SkippedFile[];
  readonly ignored: number;
  readonly busiestRule: IgnoreRule | undefined;
}

interface Candidate {
  /** Relative to the root. */
  readonly path: string;
  /** Of its entry in the index, if it is tracked. */
  readonly position: number | undefined;
  /** The rule that leaves out a directory above it. */
  readonly excluded: FilterRule | undefined;
  /** A user named this very path. */
  readonly isListed?: boolean;
  /** False if it is reached through a symbolic link. */
  readonly isReal?: boolean;
}

/** Puts each candidate where it belongs: chosen, skipped with a reason, ignored, or nowhere. */
export interface SelectionBuilder {
  consider(candidate: Candidate): void;
  ignore(rule: CompiledRule, inRoot: boolean): void;
  nestedRepository(path: string): void;
  /** The entries of a directory below the root (empty or with a trailing slash); none, and a record, if it can't be read. */
  list(directory: string): DirectoryEntry[];
  readonly admission: Admission;
  selection(): Selection;
}

export function createSelectionBuilder(request: SelectionRequest): SelectionBuilder {
  const { tree, filter, options, known, onTracked } = request;
  const maxSize = options.maxSize ?? Infinity;
  const files: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  const rootRules = new Map<CompiledRule, number>();
  let ignored = 0;

  const statsOf = (path: string, position: number | undefined): FileStats | undefined =>
    (position === undefined ? undefined : known.at(position)) ?? readStats(`${tree.root}/${path}`);

  const admission = createAdmission(filter, (record) => skipped.push(record));

  return {
    consider({ path, position, excluded, isListed = false, isReal = true }) {
      if (!admission.admits(path, excluded)) return;
      try {
        const stats = isReal ? statsOf(path, position) : undefined;
        const entry = position === undefined ? undefined : tree.index?.entries[position];
        if (position !== undefined) onTracked(position, stats);
        if (stats === undefined) {
          // A tracked file that isn't there is a change of the tree's, not a fault.
          const isFault = isListed || entry === undefined;
          if (isFault) skipped.push({ path, skipped: 'vanished', detail: 'ENOENT' });
        } else if (entry?.mode === gitlink && isDirectory(stats)) {
          const detail = readIndexOid(entry, tree.index?.format ?? 'sha1');
          skipped.push({ path, skipped: 'submodule', mode: '160000', detail });
        } else if (isDirectory(stats)) {
          if (isListed) skipped.push({ path, skipped: 'special', detail: 'a directory' });
        } else {
          const found = describeFile(path, stats, maxSize);
          if ('skipped' in found) skipped.push(found);
          else files.push(found);
        }
      } catch (error) {
        skipped.push(skipOfError(path, error));
      }
    },
    ignore(rule, inRoot) {
      ignored++;
      if (inRoot) rootRules.set(rule, (rootRules.get(rule) ?? 0) + 1);
    },
    nestedRepository(path) {
      if (!admission.admits(path)) return;
      const detail = 'a repository of its own, not tracked';
      skipped.push({ path: `${path}/`, skipped: 'submodule', mode: '160000', detail });
    },
    list(directory) {
      try {
        return listDirectory(`${tree.root}/${directory}`);
      } catch (error) {
        if (directory === '') throw error;
        skipped.push(skipOfError(directory, error));
        return [];
      }
    },
    admission,
    selection: () => ({ files, skipped, ignored, busiestRule: busiest(rootRules) }),
  };
}

const gitlink = 0o160000;

function describeFile(path: string, stats: FileStats, maxSize: number): SourceFile | SkippedFile {
  // V8 keeps a whole number of 31 bits in place, and any other that it is given in an object of its own.
  const size = stats.size < 2 ** 30 ? stats.size | 0 : stats.size;
  if (!isRegularFile(stats) && !isSymbolicLink(stats)) {
    return { path, skipped: 'special', detail: kindOfSpecial(stats) };
  }
  const mode: FileMode = isSymbolicLink(stats)
    ? '120000'
    : stats.mode & 0o100
      ? '100755'
      : '100644';
  if (size <= maxSize) return { path, mode, size, changeMark: changeMarkOf(stats) };
  return { path, skipped: 'too-large', ...(mode === '100644' ? {} : { mode }), size };
}

function busiest(counts: ReadonlyMap<CompiledRule, number>): IgnoreRule | undefined {
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined) return undefined;
  const { source, line, pattern } = first[0];
  return { source, line, pattern };
}
