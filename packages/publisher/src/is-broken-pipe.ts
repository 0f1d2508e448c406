import { CreateDumpError } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/** Whether the error means that the dump's reader went away (`create-dump --output - | head`), which needs no message. */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof CreateDumpError && errorCode(error.cause) === 'EPIPE';
}
