/*
 * Reads the Markdown dumps of create-dump. A dump comes in as a `ByteSource`, opened from a file or a stream; listings,
 * file contents, reports and restored trees come out. Each folder is one task and imports only those before it, in this
 * order: `reading`, `writing`, `threads`, `verifying`, `salvaging`, `restoring`; `comparing` stands alone.
 */
export { digestFile } from './reading/digest-file.js';
export type { ByteSource } from './reading/byte-source.js';
export { type Dump, openDump } from './reading/open-dump.js';
export type { ByteRanges } from './reading/byte-ranges.js';
export { openRangedDump, type RangedDump } from './reading/open-ranged-dump.js';
export { openFileSource, type OpenSourceOptions } from './reading/open-file-source.js';
export {
  readSourceContents,
  readStreamContents,
  type StoredPiece,
} from './reading/stored-contents.js';
export { openStreamSource, type OpenStreamOptions } from './reading/open-stream-source.js';
export type { SpoolOptions } from './reading/spool.js';
export {
  type ChecksumComparison,
  compareChecksum,
  judgeChecksum,
} from './verifying/compare-checksum.js';
export {
  verifyDump,
  type VerifyOptions,
  type VerifyProblem,
  type VerifyReport,
} from './verifying/verify-dump.js';
export {
  type SnapshotReport,
  verifySnapshot,
  type VerifySnapshotOptions,
} from './verifying/verify-snapshot.js';
export {
  type DirectoryReport,
  type NamedSnapshots,
  type OrphanProblem,
  verifyNamedSnapshots,
  verifySnapshotDirectory,
} from './verifying/verify-snapshot-directory.js';
export {
  type NotExact,
  planRestore,
  type RestoreAction,
  type RestorePlan,
} from './restoring/plan-restore.js';
export {
  type ExistingPolicy,
  type RestoreConflict,
  type TargetEntry,
} from './restoring/restore-conflict.js';
export type { RestoreOptions, RestoreResult } from './restoring/restore-contents.js';
export { restoreDump, type RestoreDumpOptions } from './restoring/restore-dump.js';
export { type DiffEntry, diffDumps, type DiffPair, type DumpDiff } from './comparing/diff-dumps.js';
export type { DialectName } from './salvaging/dump-dialect.js';
export type { ReaderThread } from './threads/pool-worker.js';
export type { ReaderWorkers } from './threads/reader-pool.js';
export { restoreSalvage } from './restoring/restore-salvage.js';
export { serveReader } from './threads/serve-reader.js';
export { type Salvage, salvageDump, type SalvagedFile } from './salvaging/salvage-dump.js';
