// The types, ports and pure functions that all packages share. `createDumper` connects the ports: discovery gives the files, a
// format renders them, an output takes the bytes and publishes the dump. The other functions read and write what dumps are
// made of: paths as bytes, manifest lines, digests, file names. Nothing in here touches a file, a clock or the console.
export { announceDiscovery } from './announce-discovery.js';
export { formatByteSize, parseByteSize } from './byte-size.js';
export { formatChecksumLine, parseChecksumLine } from './checksum-line.js';
export { checksumName } from './checksum-name.js';
export { comparePaths } from './compare-paths.js';
export { CreateDumpError, type ErrorCode } from './create-dump-error.js';
export {
  createDumper,
  type Dumper,
  type DumperOptions,
  type DumpRequest,
  type DumpResult,
} from './create-dumper.js';
export { createHeaderFinder, type HeaderFinder } from './create-header-finder.js';
export { type DigestedRecord, digestRecords } from './digest-records.js';
export { describeUnmatched, mayMatchNothing } from './describe-unmatched.js';
export type {
  Discover,
  Discovery,
  Listing,
  GitFacts,
  IgnoreRule,
  PatternOption,
  PatternSource,
  TreeIdentity,
  UnmatchedPattern,
} from './discover.js';
export { displayPath } from './display-path.js';
export type { DumpEvent, DumpPhase, HookName, Observe, RetriedWork } from './dump-event.js';
export type {
  DumpFormat,
  RenderedChunk,
  RenderedFile,
  RenderedRecord,
  RetriedReads,
  RunFacts,
  SectionEntry,
} from './dump-format.js';
export {
  dateToStamp,
  type DumpName,
  formatDumpName,
  parseDumpName,
  stampToDate,
  toDumpPrefix,
} from './dump-name.js';
export type { DumpContent, DumpOutput, OpenDumpOutput, PublishedDump } from './dump-output.js';
export type { DumpTotals, KeptDump, KeptDumps, UnchangedProof, WrittenDump } from './kept-dumps.js';
export { encodeManifestEnd, encodeManifestHeader, encodeRecord } from './encode-manifest.js';
export {
  type ContentEncoding,
  type ContentRecord,
  type DumpRecord,
  type FileRecord,
  formatVersion,
  type FormatVersion,
  isRedacted,
  type ManifestEnd,
  type ManifestHeader,
  maxRedactions,
  type RedactedRecord,
  type Redaction,
  shownContent,
} from './manifest.js';
export { compileGlobs, type Glob } from './globs/compile-globs.js';
export { compilePathFilter, isNegated, type PathFilter } from './globs/compile-path-filter.js';
export { trackGlobs } from './globs/track-globs.js';
export { requireChosen } from './nothing-chosen.js';
export { nextTurn } from './next-turn.js';
export { disposalErrors, originalError } from './original-error.js';
export { mayPass } from './may-pass.js';
export { parseManifestEnd, parseManifestHeader, parseRecord } from './parse-manifest.js';
export { decodePath, encodePath, toFsPath } from './path-bytes.js';
export { planRetry, type RetryPolicy } from './plan-retry.js';
export {
  type FileChange,
  type FileMode,
  isSkipped,
  type SkippedFile,
  type SkipReason,
  skipReasons,
  type SourceFile,
} from './source-file.js';
export { type KeptAct, type RecordAct, recordDone } from './record-act.js';
export { redactedRule } from './redacted-rule.js';
export type { EarlierPieces, SecretFinder, SecretSpan } from './secret-finder.js';
export { isStoreUrl } from './is-store-url.js';
export type { Store, StoreContent, StoredObject } from './store.js';
export type { SecretFinding, SecretMode } from './secret-finding.js';
export { recordedTree } from './recorded-tree.js';
export type { SignBytes } from './sign-bytes.js';
export { signatureName } from './signature-name.js';
export type { OpenSource, OpenSourceFile } from './source-reader.js';
export { createThreadLink, type ThreadLink } from './threads/create-thread-link.js';
export type { ThreadPort } from './threads/link-message.js';
export { type RequestContext, serveThreadLink } from './threads/serve-thread-link.js';
export { createTreeDigest, type TreeDigest } from './tree-digest.js';
