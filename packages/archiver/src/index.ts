export type { ArchiveLimits } from './archive-limits.js';
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
} from './create-archiver.js';
export { extractArchive, type ExtractedSnapshot, type ExtractOptions } from './extract-archive.js';
export { type ArchivedCopyQuery, findArchivedCopy } from './find-archived-copy.js';
export { listArchive } from './list-archive.js';
export { openArchiveMember } from './open-archive-member.js';
export type { ArchiveContents, ArchiveMember, ReadOptions } from './read-archive.js';
export { type ArchiveReport, verifyArchive } from './verify-archive.js';
