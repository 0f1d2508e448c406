export type { CollectorOptions, SelectionOptions } from './collector-options.js';
export { createCollector } from './create-collector.js';
export type { SharedChanges } from './git/changes/share-changes.js';
export { createFileReader, type FileReaderOptions } from './create-file-reader.js';
export { type FilesToStat, type StatPreload, statFiles } from './selection/stat-preload.js';
export { createObjectReader, type ObjectReaderOptions } from './create-object-reader.js';
export {
  createRevisionCollector,
  type RevisionCollectorOptions,
} from './create-revision-collector.js';
export {
  type DecidingOption,
  explainPaths,
  type Explanation,
  type Reason,
} from './selection/explain-paths.js';
export {
  type ChangesCollectorOptions,
  createChangesCollector,
} from './create-changes-collector.js';
