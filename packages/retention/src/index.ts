/*
 * Retention of snapshots in three separate steps. `discoverSnapshots` reads a directory and proves what is ours; `planRetention`
 * and `planQuarantine` are pure functions that decide, with a reason for each item; `applyRetention` and `quarantine` act on a
 * plan, recording each step in a journal first. Planning alone works for anything that has a group and a time.
 */
export { applyRetention, type RetentionOutcome } from './apply-retention.js';
export {
  discoverSnapshots,
  type DiscoverSnapshotsOptions,
  type SnapshotDiscovery,
  type SnapshotGroup,
} from './discover-snapshots.js';
export { groupKey } from './group-key.js';
export { findInterrupted, finishRemovals, type InterruptedRemoval } from './interrupted-removal.js';
export { formatKeepWithin, type KeepDuration, parseKeepWithin } from './keep-within.js';
export { type FileKind, identifyFile, type KnownFile } from './known-file.js';
export { type Orphan, type Pair, readChecksum } from './pair-files.js';
export { hasPinFile } from './pin-file.js';
export { planQuarantine, type QuarantineMove, type QuarantinePlan } from './plan-quarantine.js';
export {
  type KeptItem,
  planRetention,
  type RemovedItem,
  type RetentionPlan,
} from './plan-retention.js';
export type { IdentifyTree, Proof, ProveSnapshot, SnapshotPaths } from './prove-snapshot.js';
export { quarantine, type QuarantineOptions, type QuarantineOutcome } from './quarantine.js';
export type {
  ApplyRetentionOptions,
  PlannedRemoval,
  RemovableItem,
  RemovalPlan,
} from './removal-plan.js';
export type { RetentionItem } from './retention-item.js';
export type { CountRule, KeepCount, RetentionPolicy } from './retention-policy.js';
export type { KeepReason, RemoveReason } from './retention-reason.js';
export { createNameFilter } from './name-filter.js';
export type { LeftAlone } from './scan-directory.js';
export type { Snapshot } from './snapshot.js';
