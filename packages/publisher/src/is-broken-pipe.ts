import { CreateDumpError } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/** Whether the dump's reader went away (`create-dump --output - | head`): nothing that a person needs to be told. */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof CreateDumpError && errorCode(error.cause) === 'EPIPE';
}
