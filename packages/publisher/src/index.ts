export { createDumpPublisher, type DumpPublisherOptions } from './create-dump-publisher.js';
export { createFileOutput, type FileOutputOptions } from './create-file-output.js';
export { createGzipOutput } from './create-gzip-output.js';
export { createStreamOutput } from './create-stream-output.js';
export { isBrokenPipe } from './is-broken-pipe.js';
export type { DestinationOptions } from './open-dump-file.js';
export type { DumpNaming } from './dump-candidates.js';
export {
  publishStagedDump,
  type PublishStagedOptions,
  type StagedDump,
  withdrawStagedDump,
} from './publish-staged-dump.js';
