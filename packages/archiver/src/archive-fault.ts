import { CreateDumpError, displayPath } from '@create-dump/core';

/** `INTEGRITY`, for an archive that isn't as it must be. `what` completes the sentence, without a full stop. */
export function archiveFault(path: string, what: string, cause?: unknown): CreateDumpError {
  const message = `The archive ${displayPath(path)} is not sound: ${what}.`;
  return new CreateDumpError('INTEGRITY', message, cause === undefined ? undefined : { cause });
}
