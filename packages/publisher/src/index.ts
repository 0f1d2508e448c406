/*
 * Outputs for dumps: into a directory, to an exact path, into a store, to a stream, or through gzip to another output. Chunks of a dump come
 * in through core's port `OpenDumpOutput`; a file and its checksum appear together, under names that were free, or not at all.
 * `publishStagedDump` does the same for a dump that already lies complete in another directory.
 */
export { createDumpPublisher, type DumpPublisherOptions } from './create-dump-publisher.js';
export { createFileOutput, type FileOutputOptions } from './create-file-output.js';
export { createGzipOutput } from './create-gzip-output.js';
export { createStoreOutput, type StoreOutputOptions } from './create-store-output.js';
export { createStreamOutput } from './create-stream-output.js';
export { isBrokenPipe } from './is-broken-pipe.js';
export type { DestinationOptions } from './open-dump-file.js';
export { type DumpNaming, findFreeSequence } from './dump-candidates.js';
export {
  publishStagedDump,
  type PublishStagedOptions,
  type StagedDump,
  withdrawStagedDump,
} from './publish-staged-dump.js';
