/*
 * The life of kept snapshots. `keepSnapshots` surveys a directory and its archives, plans what to archive, remove and quarantine,
 * and acts on the plan unless it is a dry run; it returns every decision with its reason. The other functions find, verify and
 * open archives, so that the dumps in them can be read like any other.
 */
export { keepSnapshots } from './keep-snapshots.js';
export type { KeepingDecision } from './keeping-decision.js';
export type { KeepingContext, KeepingOptions, UpcomingDump } from './keeping-options.js';
export type { KeepingReport } from './keeping-report.js';
export { openArchived } from './open-archived.js';
export { findArchives, isArchiveFile, verifyArchived } from './verify-archived.js';
export { parseKeepWithin, type RetentionPolicy } from '@create-dump/retention';
