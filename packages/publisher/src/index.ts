export { createDumpPublisher, type DumpPublisherOptions } from './create-dump-publisher.js';
export { createFileOutput, type FileOutputOptions } from './create-file-output.js';
export { createGzipOutput } from './create-gzip-output.js';
export { createStreamOutput } from './create-stream-output.js';
export { isBrokenPipe } from './is-broken-pipe.js';
export { isRunOver } from './is-run-over.js';
export { isTemporaryName } from './temporary-name.js';
export type { DestinationOptions } from './open-dump-file.js';
export type { DumpNaming } from './dump-candidates.js';
export { prepareDirectory } from './prepare-directory.js';
export {
  publishStagedDump,
  type PublishStagedOptions,
  type StagedDump,
  withdrawStagedDump,
} from './publish-staged-dump.js';
export {
  removeStaleTemporaries,
  type StaleTemporariesOptions,
} from './remove-stale-temporaries.js';
export { createRunId, parseRunId, type RunIdOptions, type RunOwner } from './run-id.js';
