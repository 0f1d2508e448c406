// Chooses the files of a tree as git does, and reads them safely. A root and the user's options go in; ports of core come
// out: collectors (`Discover`) for a directory, a revision, or the changes since one, and readers (`OpenSourceFile`) for the
// file system and for git's object store. No git binary is needed, and nothing that a repository configures is run.

export type { CollectorOptions, SelectionOptions } from './collector-options.js';
export type { FileStats } from './file-system/file-stats.js';
export { createCollector } from './create-collector.js';
export { createLister } from './create-lister.js';
export { type GitSurroundings, type UserGitFiles, userGitFiles } from './git/user-git-files.js';
export type { SharedChanges } from './git/changes/share-changes.js';
export { createFileReader, type FileReaderOptions } from './create-file-reader.js';
export { type FilesToStat, type StatPreload, statFiles } from './selection/stat-preload.js';
export { createObjectReader, type ObjectReaderOptions } from './create-object-reader.js';
export {
  createRevisionCollector,
  type RevisionCollectorOptions,
} from './create-revision-collector.js';
export { readRemoteUrl } from './read-remote-url.js';
export { explainPaths, type ExplainOptions } from './selection/explain-paths.js';
export { explainRevision, type ExplainRevisionOptions } from './selection/explain-revision.js';
export type { DecidingOption, Explanation, Reason } from './selection/explanation.js';
export {
  type ChangesCollectorOptions,
  createChangesCollector,
} from './create-changes-collector.js';
