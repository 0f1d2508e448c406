/*
 * Archives that are proven before they get their names. `archiveFiles` writes any files or bytes into one ZIP or gzipped tar, and
 * `createArchiver` a snapshot: a dump with its checksum file. The other functions read such archives: they list, verify, stream or
 * extract what is in them, and reject anything this package wouldn't have written. Paths come in absolute, as core's path strings.
 */
export type { ArchiveLimits } from './reading/archive-limits.js';
export {
  type ArchiveFormat,
  type ArchiveName,
  formatArchiveName,
  parseArchiveName,
} from './archive-name.js';
export {
  type ArchivedSnapshot,
  type ArchiverOptions,
  type ArchiveSnapshot,
  createArchiver,
} from './writing/create-archiver.js';
export {
  archiveFiles,
  type ArchiveFilesOptions,
  type FileArchive,
} from './writing/archive-files.js';
export type { ArchiveSource } from './writing/archive-source.js';
export { createTreeFinder, type TreeFinder } from './reading/create-tree-finder.js';
export {
  extractArchive,
  type ExtractedSnapshot,
  type ExtractOptions,
} from './reading/extract-archive.js';
export { type ArchivedCopyQuery, findArchivedCopy } from './reading/find-archived-copy.js';
export { listArchive } from './reading/list-archive.js';
export { openArchiveMember } from './reading/open-archive-member.js';
export { type ArchivePeek, peekArchive } from './reading/peek-archive.js';
export type { ReadOptions } from './reading/open-members.js';
export type { ArchiveContents } from './reading/read-archive.js';
export type { ArchiveMember } from './reading/read-members.js';
export { type ArchiveReport, verifyArchive } from './reading/verify-archive.js';
export { type FileArchiveReport, verifyFileArchive } from './reading/verify-file-archive.js';
