/*
 * Durable local files, for every package that writes: temporary files and their removal after a crash, final names that never
 * overwrite, fsync of directories, a lock on a directory, run ids, and reading without following links or blocking on FIFOs.
 * Paths come in absolute, as core's path strings. System errors are rethrown as they are, or as a `CreateDumpError` whose message
 * comes from the one table in `errors/`.
 */
export { lockDirectory, type LockOptions } from './directories/lock-directory.js';
export { lockName } from './directories/lock-name.js';
export { makeDirectory } from './directories/make-directory.js';
export { prepareDirectory } from './directories/prepare-directory.js';
export { syncDirectory } from './directories/sync-directory.js';
export { describeFailure } from './errors/describe-failure.js';
export { describeSystemError } from './errors/describe-system-error.js';
export { errorCode } from './errors/error-code.js';
export { repeatPassing, type RepeatOptions } from './errors/repeat-passing.js';
export { toFailure } from './errors/to-failure.js';
export { type FileIdentity, isNameOf, readIdentity } from './file-identity.js';
export {
  createPlacement,
  lacksHardLinks,
  type Place,
  type PlaceableFile,
  type Placement,
} from './placing/create-placement.js';
export { withdrawFile } from './placing/withdraw-file.js';
export {
  type OpenRegularFile,
  openRegularFile,
  type RegularFile,
} from './reading/open-regular-file.js';
export { readHead } from './reading/read-head.js';
export { type ReadOptions, readRegularFile } from './reading/read-regular-file.js';
export { readStatedDigest } from './reading/read-stated-digest.js';
export { type ReadText, readTextFile } from './reading/read-text-file.js';
export { isRunOver } from './runs/is-run-over.js';
export { readOwnUser } from './runs/read-own-user.js';
export { createRunId, parseRunId, type RunIdOptions, type RunOwner } from './runs/run-id.js';
export {
  createTemporaryFile,
  type TemporaryFile,
  type TemporaryFileOptions,
} from './temporary/create-temporary-file.js';
export {
  removeStaleTemporaries,
  type StaleTemporariesOptions,
} from './temporary/remove-stale-temporaries.js';
export {
  isTemporaryName,
  type ParsedTemporaryName,
  parseTemporaryName,
  type TemporaryKind,
} from './temporary/temporary-name.js';
