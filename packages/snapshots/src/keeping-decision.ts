import type { KeepingPlan } from './plan-keeping.js';

/** One decision of a plan, for people and programs. */
export interface KeepingDecision {
  /** `leave`: stays as it is and isn't archived. `ignore`: only resembles one of ours. `damaged`: is never touched. */
  readonly action: 'archive' | 'leave' | 'keep' | 'remove' | 'quarantine' | 'ignore' | 'damaged';
  /** A `report` is that of a batch. */
  readonly what: 'snapshot' | 'archive' | 'report' | 'file';
  /** Absolute. For a snapshot, the path of its dump. */
  readonly path: string;
  /** The prefix, and what identifies the tree if the dump records it. Together they name the group. */
  readonly group?: string;
  readonly tree?: string;
  readonly reasons: readonly string[];
}

/** Lists the decisions of a plan in the order of execution. A snapshot may have two: archived, then removed. */
export function listDecisions(
  { survey, quarantine, snapshots, archives }: KeepingPlan,
  { noRemove }: { readonly noRemove: boolean },
): readonly KeepingDecision[] {
  const decisions: KeepingDecision[] = [];
  for (const { path, message } of survey.leftAlone) {
    decisions.push({ action: 'ignore', what: 'file', path, reasons: [message] });
  }
  for (const { path, prefix: group, message } of survey.damagedSnapshots) {
    decisions.push({ action: 'damaged', what: 'snapshot', path, group, reasons: [message] });
  }
  for (const { path, name, message } of survey.damaged) {
    const group = name.prefix;
    decisions.push({ action: 'damaged', what: 'archive', path, group, reasons: [message] });
  }
  for (const { id: path, message } of survey.interrupted) {
    const reasons = noRemove ? [message, 'Nothing is removed: --no-remove.'] : [message];
    decisions.push({ action: noRemove ? 'leave' : 'remove', what: 'file', path, reasons });
  }
  for (const { file, message } of quarantine.moves) {
    const reasons = noRemove ? [message, 'Nothing is moved: --no-remove.'] : [message];
    const action = noRemove ? 'leave' : 'quarantine';
    decisions.push({ action, what: 'file', path: file.path, reasons });
  }
  const removals: KeepingDecision[] = [];
  for (const { snapshot, archive, why, removal } of snapshots) {
    const common = { what: 'snapshot', path: snapshot.id, ...groupOf(snapshot) } as const;
    const action = archive === undefined ? 'leave' : 'archive';
    if (archive !== undefined || removal === undefined) {
      decisions.push({ ...common, action, reasons: [why] });
    }
    if (removal !== undefined) removals.push({ ...common, action: 'remove', reasons: [removal] });
  }
  decisions.push(...removals);
  for (const action of ['keep', 'remove'] as const) {
    for (const { item, reasons } of archives[action]) {
      const messages = reasons.map(({ message }) => message);
      decisions.push({
        action,
        what: 'archive',
        path: item.id,
        ...groupOf(item),
        reasons: messages,
      });
    }
  }
  return decisions;
}

function groupOf({ prefix, tree }: { readonly prefix: string; readonly tree: string | undefined }) {
  return { group: prefix, ...(tree !== undefined && { tree }) };
}
