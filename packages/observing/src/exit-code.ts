import { CreateDumpError, type ErrorCode, originalError } from '@create-dump/core';
import { StopSignal } from './stop-signal.js';

/** The exit codes. Scripts rely on them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  integrity: 4,
  refused: 5,
  locked: 6,
  /** The reader of the output went away. 128 + SIGPIPE, as shells report it. */
  brokenPipe: 141,
} as const;

/** The exit codes as help and manual list them. */
export const exitCodeMeanings: ReadonlyArray<readonly [code: string, meaning: string]> = [
  ['0', 'done'],
  ['1', 'failed'],
  ['2', 'the command line or the configuration is wrong; nothing was done'],
  ['3', 'partly done: a file could not be read, a project failed, or a hook did'],
  ['4', 'integrity: a checksum does not match'],
  ['5', 'refused by a policy, such as --strict'],
  ['6', 'locked by another run'],
  [
    '128 + n',
    'stopped by signal n: 129 SIGHUP, 130 SIGINT, 143 SIGTERM; 137 if a file system does not answer',
  ],
];

const codeOf: Readonly<Record<ErrorCode, number>> = {
  USAGE: exitCodes.usage,
  CONFIG_INVALID: exitCodes.usage,
  ROOT_INVALID: exitCodes.usage,
  DESTINATION_INVALID: exitCodes.usage,
  NO_FILES_CHOSEN: exitCodes.failed,
  REPOSITORY_UNREADABLE: exitCodes.failed,
  READ_FAILED: exitCodes.failed,
  WRITE_FAILED: exitCodes.failed,
  SIGN_FAILED: exitCodes.failed,
  ALREADY_EXISTS: exitCodes.failed,
  INTEGRITY: exitCodes.integrity,
  DUMP_MALFORMED: exitCodes.integrity,
  REFUSED: exitCodes.refused,
  LOCKED: exitCodes.locked,
  WORKER_FAILED: exitCodes.failed,
  QUEUE_UNAVAILABLE: exitCodes.failed,
  STORE_DENIED: exitCodes.failed,
  STORE_UNAVAILABLE: exitCodes.failed,
  TIMED_OUT: exitCodes.failed,
  LIMIT_FILES: exitCodes.failed,
  LIMIT_SIZE: exitCodes.failed,
  LIMIT_MEMORY: exitCodes.failed,
  VIEW_TOO_LARGE: exitCodes.failed,
  VIEW_PORT_TAKEN: exitCodes.failed,
  HOOK_FAILED: exitCodes.failed,
};

/** The exit code of a run that ended with an error: 128 + n after signal n, as shells report it. */
export function exitCodeOf(thrown: unknown): number {
  const error = originalError(thrown);
  if (error instanceof StopSignal) return error.exitCode;
  return error instanceof CreateDumpError ? codeOf[error.code] : exitCodes.failed;
}
