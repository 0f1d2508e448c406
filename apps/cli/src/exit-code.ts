import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import { StopSignal } from './stop-signal.js';

/** What each exit code means; scripts rely on them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  integrity: 4,
  refused: 5,
  locked: 6,
  /** As of a process that SIGPIPE ended: whoever read the output went away. */
  brokenPipe: 141,
} as const;

const codeOf: Readonly<Record<ErrorCode, number>> = {
  USAGE: exitCodes.usage,
  CONFIG_INVALID: exitCodes.usage,
  ROOT_INVALID: exitCodes.usage,
  DESTINATION_INVALID: exitCodes.usage,
  NO_FILES_CHOSEN: exitCodes.failed,
  REPOSITORY_UNREADABLE: exitCodes.failed,
  READ_FAILED: exitCodes.failed,
  WRITE_FAILED: exitCodes.failed,
  ALREADY_EXISTS: exitCodes.failed,
  INTEGRITY: exitCodes.integrity,
  DUMP_MALFORMED: exitCodes.integrity,
  REFUSED: exitCodes.refused,
  LOCKED: exitCodes.locked,
  TIMED_OUT: exitCodes.failed,
};

/** The exit code of a run that ended with `error`; 128 + its number for a signal, as shells have it. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof StopSignal) return error.exitCode;
  return error instanceof CreateDumpError ? codeOf[error.code] : exitCodes.failed;
}
