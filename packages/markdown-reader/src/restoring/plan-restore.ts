import {
  displayPath,
  type DumpRecord,
  type FileRecord,
  isSkipped,
  type SkipReason,
} from '@create-dump/core';
import { windowsPathProblem } from '../reading/path-problem.js';

/** What is at a record's place in the target. */
export type TargetEntry =
  /** Nothing, or the record's own content already. */
  | { readonly kind: 'absent' | 'same' }
  /** Something else: `file` and `link` can be replaced, `directory` and `special` never are. */
  | { readonly kind: 'file' | 'link' | 'directory' | 'special' }
  /** What should be a directory on the way there is a file, a link or something else: its path. */
  | { readonly kind: 'blocked'; readonly by: string }
  /** Something by another name, which the file system takes for the same: that name. */
  | { readonly kind: 'folded'; readonly as: string };

/**
 * What may be done to what is there. `refuse`: the target must be empty. `merge`: adds files; a file that is there must be the
 * same. `overwrite`: replaces files and links that are in the way. Nothing else is ever removed.
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

/** A record whose file isn't, or maybe isn't, what it was. */
export interface NotExact {
  readonly path: string;
  /**
   * Why the content isn't in the dump; or `unstable`: it changed while it was read; `damaged`: it isn't what its record
   * says; `unproven`: it was salvaged, and there is nothing to prove it by.
   */
  readonly reason: SkipReason | 'unstable' | 'damaged' | 'unproven';
}

export interface RestorePlan {
  readonly actions: readonly RestoreAction[];
  /** Any of them keeps the restore from being done. */
  readonly conflicts: readonly RestoreConflict[];
  readonly notExact: readonly NotExact[];
}

/** What restoring `records` means, where `found[n]` is what is at the place of `records[n]`. */
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
      return existing === 'overwrite' ? undefined : 'is there already, and differs';
    case 'directory':
      return 'is a directory there';
    case 'special':
      return 'is neither file nor link there';
    case 'blocked':
      return `would go through "${displayPath(entry.by)}", which is no directory`;
    case 'folded':
      return `is there as "${displayPath(entry.as)}", which the file system takes for the same name`;
  }
}
