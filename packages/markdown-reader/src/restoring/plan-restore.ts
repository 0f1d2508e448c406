import {
  displayPath,
  type DumpRecord,
  type FileRecord,
  isRedacted,
  isSkipped,
  type SkipReason,
} from '@create-dump/core';
import { windowsPathProblem } from '../reading/path-problem.js';
import {
  type ExistingPolicy,
  type RestoreConflict,
  restoreConflict,
  type TargetEntry,
} from './restore-conflict.js';

export interface RestoreAction {
  readonly type: 'create' | 'replace' | 'keep';
  readonly record: FileRecord;
}

/** A record that isn't restored exactly, or can't be proven to be. */
export interface NotExact {
  readonly path: string;
  /**
   * A skip reason if the dump doesn't have the content; `redacted` if it has it without its secrets; `unstable` if it changed while it was dumped; `damaged` if it
   * doesn't match its record; `unproven` if it was salvaged and no record proves it.
   */
  readonly reason: SkipReason | 'redacted' | 'unstable' | 'damaged' | 'unproven';
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
    if (isRedacted(record)) {
      notExact.push({ path, reason: 'redacted' });
      continue;
    }
    if ('proven' in record && record.proven === false) notExact.push({ path, reason: 'unproven' });
    if (record.unstable) notExact.push({ path, reason: 'unstable' });
    const entry = found[at] ?? { kind: 'absent' };
    const problem =
      (isWindows ? windowsPathProblem(path) : undefined) ?? restoreConflict(entry, existing);
    if (problem === undefined) actions.push({ type: actionFor(entry), record });
    else conflicts.push({ path, message: `"${displayPath(path)}" ${problem}.` });
  }
  return { actions, conflicts, notExact };
}

function actionFor({ kind }: TargetEntry): RestoreAction['type'] {
  if (kind === 'absent') return 'create';
  return kind === 'same' ? 'keep' : 'replace';
}
