import type { ErrorCode } from '@create-dump/core';

type FailureCode = ErrorCode | 'PARTLY' | 'STOPPED' | 'UNEXPECTED';

const codes: Readonly<Record<FailureCode, true>> = {
  USAGE: true,
  ROOT_INVALID: true,
  DESTINATION_INVALID: true,
  NO_FILES_CHOSEN: true,
  REPOSITORY_UNREADABLE: true,
  READ_FAILED: true,
  WRITE_FAILED: true,
  SIGN_FAILED: true,
  ALREADY_EXISTS: true,
  INTEGRITY: true,
  DUMP_MALFORMED: true,
  REFUSED: true,
  LOCKED: true,
  TIMED_OUT: true,
  LIMIT_FILES: true,
  LIMIT_SIZE: true,
  LIMIT_MEMORY: true,
  VIEW_TOO_LARGE: true,
  VIEW_PORT_TAKEN: true,
  HOOK_FAILED: true,
  WORKER_FAILED: true,
  QUEUE_UNAVAILABLE: true,
  STORE_DENIED: true,
  STORE_UNAVAILABLE: true,
  CONFIG_INVALID: true,
  PARTLY: true,
  STOPPED: true,
  UNEXPECTED: true,
};

/** All values of the label `code`. */
export const failureCodes: readonly string[] = Object.keys(codes);

/** Maps a code to a value of the label: unknown codes to `UNEXPECTED`. */
export function toFailureCode(code: string): string {
  return failureCodes.includes(code) ? code : 'UNEXPECTED';
}
