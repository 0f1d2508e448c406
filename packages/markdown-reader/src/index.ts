export type { ByteSource } from './byte-source.js';
export { type Dump, openDump } from './open-dump.js';
export { openFileSource, type OpenSourceOptions } from './open-file-source.js';
export { openStreamSource, type OpenStreamOptions } from './open-stream-source.js';
export type { SpoolOptions } from './spool.js';
export {
  verifyDump,
  type VerifyOptions,
  type VerifyProblem,
  type VerifyReport,
} from './verify-dump.js';
export {
  type SnapshotReport,
  verifySnapshot,
  type VerifySnapshotOptions,
} from './verify-snapshot.js';
export {
  type DirectoryReport,
  type OrphanProblem,
  verifySnapshotDirectory,
} from './verify-snapshot-directory.js';
export {
  type ExistingPolicy,
  type NotExact,
  planRestore,
  type RestoreAction,
  type RestoreConflict,
  type RestorePlan,
  type TargetEntry,
} from './plan-restore.js';
export type { RestoreOptions, RestoreResult } from './restore-contents.js';
export { restoreDump, type RestoreDumpOptions } from './restore-dump.js';
export { type DiffEntry, diffDumps, type DiffPair, type DumpDiff } from './diff-dumps.js';
export type { DialectName } from './dump-dialect.js';
export type { ReaderThread } from './crew-member.js';
export type { ReaderWorkers } from './reader-crew.js';
export { restoreSalvage } from './restore-salvage.js';
export { serveReader } from './serve-reader.js';
export { type Salvage, salvageDump, type SalvagedFile } from './salvage-dump.js';
