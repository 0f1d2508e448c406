/*
 * The life of kept snapshots. `keepSnapshots` surveys a directory and its archives, plans what to archive, remove and
 * quarantine, and acts on the plan unless it is a dry run; every decision comes back with its reason. The rest reads archives:
 * finding, proving and opening what is in them.
 */
export { keepSnapshots } from './keep-snapshots.js';
export type { KeepingDecision } from './keeping-decision.js';
export type { KeepingContext, KeepingOptions, UpcomingDump } from './keeping-options.js';
export type { KeepingReport } from './keeping-report.js';
export { openArchived } from './open-archived.js';
export { findArchives, isArchiveFile, verifyArchived } from './verify-archived.js';
export { parseKeepWithin, type RetentionPolicy } from '@create-dump/retention';
