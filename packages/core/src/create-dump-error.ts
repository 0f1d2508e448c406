/** Stable codes that scripts may test for. The CLI maps each to an exit code. */
export type ErrorCode =
  | 'USAGE'
  | 'ROOT_INVALID'
  | 'DESTINATION_INVALID'
  | 'NO_FILES_CHOSEN'
  | 'REPOSITORY_UNREADABLE'
  | 'READ_FAILED'
  | 'WRITE_FAILED'
  | 'SIGN_FAILED'
  | 'ALREADY_EXISTS'
  | 'INTEGRITY'
  | 'DUMP_MALFORMED'
  | 'REFUSED'
  | 'LOCKED'
  | 'WORKER_FAILED'
  | 'QUEUE_UNAVAILABLE'
  | 'STORE_DENIED'
  | 'STORE_UNAVAILABLE'
  | 'TIMED_OUT'
  | 'LIMIT_FILES'
  | 'LIMIT_SIZE'
  | 'LIMIT_MEMORY'
  | 'VIEW_TOO_LARGE'
  | 'VIEW_PORT_TAKEN'
  | 'HOOK_FAILED'
  | 'CONFIG_INVALID';

/** A stage failed. `message` names the thing that failed and, if there is one, the fix; `cause` is the original error. */
export class CreateDumpError extends Error {
  override readonly name = 'CreateDumpError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
