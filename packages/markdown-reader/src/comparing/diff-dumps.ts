/*
 * Comparing: what changed between two dumps. Two lists of records come in; `diffDumps` returns what was added, removed,
 * changed and renamed. Pure: it works on records, not on dumps.
 */

import { comparePaths } from '@create-dump/core';

/** The fields that a diff compares. A dump's record is a `DiffEntry`. */
export interface DiffEntry {
  readonly path: string;
  /** Default: `100644`. */
  readonly mode?: string;
  readonly size?: number;
  readonly sha256?: string;
}

export interface DiffPair {
  readonly before: DiffEntry;
  readonly after: DiffEntry;
}

/** Each list is ordered by path; pairs by the path of `after`. */
export interface DumpDiff {
  readonly added: readonly DiffEntry[];
  readonly removed: readonly DiffEntry[];
  /** The content differs; the mode may differ, too. */
  readonly changed: readonly DiffPair[];
  /** The same content under another path; the mode may differ. Empty files never count as renamed. */
  readonly renamed: readonly DiffPair[];
  /** The content is the same; the mode differs. */
  readonly modeChanged: readonly DiffPair[];
  /** Present on both sides, but one side has no digest to compare. */
  readonly unknown: readonly DiffPair[];
}

/** The changes that lead from the files of `before` to those of `after`. */
export function diffDumps(before: Iterable<DiffEntry>, after: Iterable<DiffEntry>): DumpDiff {
  const old = new Map(Array.from(before, (entry) => [entry.path, entry]));
  const added: DiffEntry[] = [];
  const pairs = { same: [], changed: [], modeChanged: [], unknown: [] } as Record<
    Verdict,
    DiffPair[]
  >;
  for (const entry of sorted(after)) {
    const counterpart = old.get(entry.path);
    old.delete(entry.path);
    if (counterpart === undefined) {
      added.push(entry);
    } else {
      const pair = { before: counterpart, after: entry };
      pairs[compare(pair)].push(pair);
    }
  }
  const { changed, modeChanged, unknown } = pairs;
  return { ...findRenames(sorted(old.values()), added), changed, modeChanged, unknown };
}

type Verdict = 'same' | 'changed' | 'modeChanged' | 'unknown';

function compare({ before, after }: DiffPair): Verdict {
  const isSized = before.size !== undefined && after.size !== undefined;
  if (isSized && before.size !== after.size) return 'changed';
  if (before.sha256 === undefined || after.sha256 === undefined) return 'unknown';
  if (before.sha256 !== after.sha256) return 'changed';
  return (before.mode ?? '100644') === (after.mode ?? '100644') ? 'same' : 'modeChanged';
}

function findRenames(removed: readonly DiffEntry[], added: readonly DiffEntry[]) {
  const left = new Set(removed);
  const byContent = new Map<string, Set<DiffEntry>>();
  for (const entry of removed) {
    const content = contentOf(entry);
    if (content === undefined) continue;
    byContent.set(content, (byContent.get(content) ?? new Set()).add(entry));
  }
  const renamed: DiffPair[] = [];
  const isNew = (after: DiffEntry) => {
    const candidates = byContent.get(contentOf(after) ?? '');
    const before = candidates && likeliest(candidates, after);
    if (before === undefined) return true;
    candidates?.delete(before);
    left.delete(before);
    renamed.push({ before, after });
    return false;
  };
  return { added: added.filter(isNew), removed: [...left], renamed };
}

function likeliest(candidates: Iterable<DiffEntry>, after: DiffEntry): DiffEntry | undefined {
  const all = [...candidates];
  return all.find(({ path }) => nameOf(path) === nameOf(after.path)) ?? all[0];
}

/** Identifies a content. Undefined if there is no digest, and for empty files, which are all alike. */
function contentOf({ sha256, size }: DiffEntry): string | undefined {
  return size === 0 ? undefined : sha256;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function sorted(entries: Iterable<DiffEntry>): DiffEntry[] {
  return [...entries].sort((a, b) => comparePaths(a.path, b.path));
}
