import { lstatSync, type Stats } from 'node:fs';
import {
  type FileMode,
  type IgnoreRule,
  type SkippedFile,
  type SourceFile,
  toFsPath,
} from '@create-dump/core';
import type { FilterRule } from '../filter/create-user-filter.js';
import { type IndexEntry, readIndexOid } from '../git/parse-index.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { skipOfError } from '../skip-of-error.js';
import { type DirectoryEntry, listDirectory } from './list-directory.js';
import type { SelectionRequest } from './select-files.js';

export interface Selection {
  /** In no particular order. */
  readonly files: SourceFile[];
  readonly skipped: SkippedFile[];
  readonly ignored: number;
  readonly busiestRule: IgnoreRule | undefined;
}

export interface Candidate {
  /** Relative to the root. */
  readonly path: string;
  /** If it is tracked. */
  readonly entry?: IndexEntry;
  /** The rule that leaves out a directory above it. */
  readonly excluded?: FilterRule | undefined;
}

/** Puts each candidate where it belongs: chosen, skipped with a reason, ignored, or nowhere. */
export interface SelectionLedger {
  consider(candidate: Candidate): void;
  ignore(rule: CompiledRule, inRoot: boolean): void;
  nestedRepository(path: string): void;
  /** The entries of a directory below the root (empty or with a trailing slash); none, and a record, if it can't be read. */
  list(directory: string): DirectoryEntry[];
  /** The rule that leaves out a directory; recorded once. */
  excludedDirectory(path: string): FilterRule | undefined;
  /** The rule that leaves out a directory above a path. */
  excludedAbove(path: string): FilterRule | undefined;
  selection(): Selection;
}

export function createSelectionLedger(request: SelectionRequest): SelectionLedger {
  const { tree, filter, options, onTracked } = request;
  const maxSize = options.maxSize ?? Infinity;
  const files: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  const excludedDirectories = new Map<string, FilterRule | undefined>([['', undefined]]);
  const rootRules = new Map<CompiledRule, number>();
  let ignored = 0;

  /** Whether the user's rules let a path through; if not, that is recorded. */
  const admits = (path: string, above: FilterRule | undefined): boolean => {
    const verdict = filter.file(path);
    if (verdict.kind === 'unwanted') return false;
    const by =
      verdict.kind === 'excluded' ? verdict.by : verdict.by === undefined ? above : undefined;
    if (by !== undefined && by.option !== 'isOwnOutput') {
      skipped.push({ path, skipped: 'excluded', detail: by.pattern });
    }
    return by === undefined;
  };

  const ledger: SelectionLedger = {
    consider({ path, entry, excluded }) {
      if (!admits(path, excluded)) return;
      try {
        const stats = lstatSync(toFsPath(`${tree.root}/${path}`), { throwIfNoEntry: false });
        if (entry !== undefined) onTracked(entry, stats);
        if (stats === undefined) {
          // A tracked file that isn't there is a change of the tree's, not a fault.
          if (entry === undefined) skipped.push({ path, skipped: 'vanished', detail: 'ENOENT' });
        } else if (entry?.mode === gitlink && stats.isDirectory()) {
          const detail = readIndexOid(entry, tree.index?.format ?? 'sha1');
          skipped.push({ path, skipped: 'submodule', mode: '160000', detail });
        } else if (!stats.isDirectory()) {
          const found = describe(path, stats, maxSize);
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
      if (!admits(path, undefined)) return;
      const detail = 'a repository of its own, not tracked';
      skipped.push({ path, skipped: 'submodule', mode: '160000', detail });
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
    excludedDirectory(path) {
      if (excludedDirectories.has(path)) return excludedDirectories.get(path);
      const rule = filter.directory(path);
      excludedDirectories.set(path, rule);
      if (rule !== undefined && !filter.hasIncludes) {
        skipped.push({ path: `${path}/`, skipped: 'excluded', detail: rule.pattern });
      }
      return rule;
    },
    excludedAbove(path) {
      for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
        const rule = ledger.excludedDirectory(path.slice(0, slash));
        if (rule !== undefined) return rule;
      }
      return undefined;
    },
    selection: () => ({ files, skipped, ignored, busiestRule: busiest(rootRules) }),
  };
  return ledger;
}

const gitlink = 0o160000;

function describe(path: string, stats: Stats, maxSize: number): SourceFile | SkippedFile {
  const { size } = stats;
  if (!stats.isFile() && !stats.isSymbolicLink()) return { path, skipped: 'special' };
  const mode: FileMode = stats.isSymbolicLink()
    ? '120000'
    : stats.mode & 0o100
      ? '100755'
      : '100644';
  if (size <= maxSize) return { path, mode, size };
  return { path, skipped: 'too-large', ...(mode === '100644' ? {} : { mode }), size };
}

function busiest(counts: ReadonlyMap<CompiledRule, number>): IgnoreRule | undefined {
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined) return undefined;
  const { source, line, pattern } = first[0];
  return { source, line, pattern };
}
