/*
 * The life of kept snapshots. `keepSnapshots` surveys a directory and its archives, plans what to archive, remove and quarantine,
 * and acts on the plan unless it is a dry run; it returns every decision with its reason. `openDestinationLedger` records what happens
 * to them, and `auditSnapshots` reads them again. Others find, verify and open archives, so that the dumps in them can be read like
 * any other. Those of `history/` look into all snapshots of a directory, those of `signatures/` say who made them.
 */
export {
  createLineMatcher,
  type LineMatcher,
  type LinePattern,
} from './history/create-line-matcher.js';
export { calendarText } from './history/text/calendar-text.js';
export { createMatchText, matchDocument } from './history/text/match-text.js';
export {
  snapshotDocument,
  snapshotHead,
  snapshotRow,
  verifiedCell,
  verifiedHead,
} from './history/text/snapshot-row.js';
export type { PaintText } from './history/text/snapshot-text.js';
export { versionDocument, versionLines } from './history/text/version-lines.js';
export type { UnreadManifests } from './history/each-manifest.js';
export { listHistories, requireSome } from './history/list-histories.js';
export { resolveSelectors, type ResolveOptions } from './history/resolve-selectors.js';
export { type FileVersion, findVersions, type FoundVersions } from './history/find-versions.js';
export { type GrepMatch, type GrepOptions, grepSnapshots } from './history/grep-snapshots.js';
export type { KeptProblem, KeptSnapshot } from './history/kept-snapshot.js';
export { type SnapshotList, listSnapshots } from './history/list-snapshots.js';
export type { HistoryContext } from './history/open-manifest.js';
export type { ContentPlace } from './history/plan-search.js';
export {
  type ContentSearch,
  type FoundContent,
  type SearchOptions,
  type SearchReport,
  searchSnapshots,
} from './history/search-snapshots.js';
export type { ContentHits, LineHit } from './history/search-content.js';
export { type FindVerification, readVerified, type Verification } from './history/read-verified.js';
export { selectSnapshot, type SelectOptions } from './history/select-snapshot.js';
export { parseSelector, type Selector } from './history/selector.js';
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
  openDestinationRecord,
} from './ledger/open-destination-ledger.js';
export { type JudgeOptions, judgeSnapshot } from './signatures/judge-snapshot.js';
export {
  describeSignature,
  judgeSignature,
  type JudgedFile,
  type SignatureReport,
} from './signatures/judge-signature.js';
export { openTrust, type Trust, type TrustOptions } from './signatures/open-trust.js';
export { readSignedChecksum, type SignedChecksum } from './signatures/signed-checksum.js';
export { listStoredSnapshots, type StoredSnapshotList } from './stored/list-stored.js';
export { judgeStored, type JudgedStored } from './stored/judge-stored.js';
export {
  addressOf,
  openStoredSource,
  type StoredFile,
  type StoredOptions,
} from './stored/stored-file.js';
export {
  verifyStored,
  type VerifyStoredOptions,
  verifyStoredSnapshots,
} from './stored/verify-stored.js';
export { openArchived } from './open-archived.js';
export { findArchives, isArchiveFile, verifyArchived } from './verify-archived.js';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from '@create-dump/ledger';
export { parseKeepWithin, type RetentionPolicy } from '@create-dump/retention';
export { shortId, snapshotReference, utcText } from './history/text/snapshot-text.js';
