/*
 * The life of kept snapshots. `keepSnapshots` surveys a directory and its archives, plans what to archive, remove and quarantine,
 * and acts on the plan unless it is a dry run; it returns every decision with its reason. `openDestinationLedger` records what happens
 * to them, and `auditSnapshots` reads them again. The other functions find, verify and open archives, so that the dumps in them can
 * be read like any other.
 */
export { keepSnapshots } from './keep-snapshots.js';
export type { KeepingDecision } from './keeping-decision.js';
export type { KeepingContext, KeepingOptions, UpcomingDump } from './keeping-options.js';
export type { KeepingReport } from './keeping-report.js';
export { auditSnapshots } from './audit/audit-snapshots.js';
export type {
  AuditContext,
  AuditedItem,
  AuditOptions,
  AuditReport,
} from './audit/audit-options.js';
export { type AuditState, auditStates } from './audit/reconcile.js';
export {
  type DestinationLedger,
  type DestinationLedgerOptions,
  openDestinationLedger,
} from './ledger/open-destination-ledger.js';
export { openArchived } from './open-archived.js';
export { findArchives, isArchiveFile, verifyArchived } from './verify-archived.js';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from '@create-dump/ledger';
export { parseKeepWithin, type RetentionPolicy } from '@create-dump/retention';
