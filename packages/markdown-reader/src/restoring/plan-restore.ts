import {
  displayPath,
  type DumpRecord,
  type FileRecord,
  isSkipped,
  type SkipReason,
} from '@create-dump/core';
import { windowsPathProblem } from '../reading/path-problem.js';

/** What the target has at a record's path. */
export type TargetEntry =
  /** Nothing, or a file or link with exactly the record's content. */
  | { readonly kind: 'absent' | 'same' }
  /** Something else. `file` and `link` may be replaced, `directory` and `special` never are. */
  | { readonly kind: 'file' | 'link' | 'directory' | 'special' }
  /** A parent directory of the path is something else, such as a file or link: its path. */
  | { readonly kind: 'blocked'; readonly by: string }
  /** An entry of another name that the file system treats as the same: that name. */
  | { readonly kind: 'folded'; readonly as: string };

/**
 * How to treat an existing target. `refuse`: it must be empty. `merge`: files are added; an existing file must be identical.
 * `overwrite`: files and links in the way are replaced. Nothing else is ever removed.
 */
export type ExistingPolicy = 'refuse' | 'merge' | 'overwrite';

export interface RestoreAction {
  readonly type: 'create' | 'replace' | 'keep';
  readonly record: FileRecord;
}

export interface RestoreConflict {
  readonly path: string;
  /** A sentence for a person, safe to print. */
  readonly message: string;
}

/** A record that isn't restored exactly, or can't be proven to be. */
export interface NotExact {
  readonly path: string;
  /**
   * A skip reason if the dump doesn't have the content; `unstable` if it changed while it was dumped; `damaged` if it
   * doesn't match its record; `unproven` if it was salvaged and no record proves it.
   */
  readonly reason: SkipReason | 'unstable' | 'damaged' | 'unproven';
}

export interface RestorePlan {
  readonly actions: readonly RestoreAction[];
  /** A restore with any conflict isn't carried out. */
  readonly conflicts: readonly RestoreConflict[];
  readonly notExact: readonly NotExact[];
}

/** Plans the restore of `records`, where the target has `found[n]` at the path of `records[n]`. Pure. */
export function planRestore(
  records: readonly DumpRecord[],
  found: readonly TargetEntry[],
  { existing, isWindows }: { readonly existing: ExistingPolicy; readonly isWindows: boolean },
): RestorePlan {
  const actions: RestoreAction[] = [];
  const conflicts: RestoreConflict[] = [];
  const notExact: NotExact[] = [];
  for (const [at, record] of records.entries()) {
    const { path } = record;
    if (isSkipped(record)) {
      notExact.push({ path, reason: record.skipped });
      continue;
    }
    if ('proven' in record && record.proven === false) notExact.push({ path, reason: 'unproven' });
    if (record.unstable) notExact.push({ path, reason: 'unstable' });
    const entry = found[at] ?? { kind: 'absent' };
    const problem =
      (isWindows ? windowsPathProblem(path) : undefined) ?? conflictWith(entry, existing);
    if (problem === undefined) actions.push({ type: actionFor(entry), record });
    else conflicts.push({ path, message: `"${displayPath(path)}" ${problem}.` });
  }
  return { actions, conflicts, notExact };
}

function actionFor({ kind }: TargetEntry): RestoreAction['type'] {
  if (kind === 'absent') return 'create';
  return kind === 'same' ? 'keep' : 'replace';
}

function conflictWith(entry: TargetEntry, existing: ExistingPolicy): string | undefined {
  switch (entry.kind) {
    case 'absent':
    case 'same':
      return undefined;
    case 'file':
    case 'link':
      return existing === 'overwrite' ? undefined : 'already exists and differs';
    case 'directory':
      return 'already exists and is a directory';
    case 'special':
      return 'already exists and is neither a file nor a link';
    case 'blocked':
      return `would go through "${displayPath(entry.by)}", which is not a directory`;
    case 'folded':
      return `exists as "${displayPath(entry.as)}", which the file system treats as the same name`;
  }
}
