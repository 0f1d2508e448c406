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
export { extractArchive, type ExtractedSnapshot, type ExtractOptions } from './reading/extract-archive.js';
export { type ArchivedCopyQuery, findArchivedCopy } from './reading/find-archived-copy.js';
export { listArchive } from './reading/list-archive.js';
export { openArchiveMember } from './reading/open-archive-member.js';
export type { ArchiveContents, ArchiveMember, ReadOptions } from './reading/read-archive.js';
export { type ArchiveReport, verifyArchive } from './reading/verify-archive.js';
