import { comparePaths } from '@create-dump/core';

/** What a diff goes by. A record of a dump is one. */
export interface DiffEntry {
  readonly path: string;
  /** Absent: `100644`. */
  readonly mode?: string;
  readonly size?: number;
  readonly sha256?: string;
}

export interface DiffPair {
  readonly before: DiffEntry;
  readonly after: DiffEntry;
}

/** Each list is ordered by path, that of `after` where there are two. */
export interface DumpDiff {
  readonly added: readonly DiffEntry[];
  readonly removed: readonly DiffEntry[];
  /** The content differs; the mode may, too. */
  readonly changed: readonly DiffPair[];
  /** The same content under another path; the mode may differ. Empty files are never taken for renamed. */
  readonly renamed: readonly DiffPair[];
  /** The same content, another mode. */
  readonly modeChanged: readonly DiffPair[];
  /** On both sides, but without a digest on one of them, so that nobody can tell. */
  readonly unknown: readonly DiffPair[];
}

/** What leads from the files of `before` to those of `after`. */
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

/** Undefined where nothing can be said of it, or too little: all empty files are alike. */
function contentOf({ sha256, size }: DiffEntry): string | undefined {
  return size === 0 ? undefined : sha256;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function sorted(entries: Iterable<DiffEntry>): DiffEntry[] {
  return [...entries].sort((a, b) => comparePaths(a.path, b.path));
}
