import { CreateDumpError, type ErrorCode } from '../create-dump-error.js';

/** An error as plain data: structured cloning would drop its class, its code and the fields of a system error. */
export interface ThreadFailure {
  readonly isCreateDumpError: boolean;
  readonly message: string;
  /** Own enumerable fields that are plain values: `code`, and of a system error `errno`, `syscall` and `path`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause?: ThreadFailure;
}

export function encodeFailure(error: unknown): ThreadFailure {
  if (!(error instanceof Error)) {
    return { isCreateDumpError: false, message: String(error), fields: {} };
  }
  const { message, cause } = error;
  const fields = Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)));
  const isCreateDumpError = error instanceof CreateDumpError;
  const failure = { isCreateDumpError, message, fields };
  return cause instanceof Error ? { ...failure, cause: encodeFailure(cause) } : failure;
}

/** The `CreateDumpError` that was encoded; any other error as an `Error` with the same fields. */
export function decodeFailure({ isCreateDumpError, message, fields, cause }: ThreadFailure): Error {
  const options = cause && { cause: decodeFailure(cause) };
  if (isCreateDumpError) return new CreateDumpError(fields['code'] as ErrorCode, message, options);
  return Object.assign(new Error(message, options), fields);
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
