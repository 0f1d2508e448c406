import { CreateDumpError, displayPath } from '@create-dump/core';

/**
 * The error `INTEGRITY` for an archive that isn't sound.
 * @param what Completes the sentence, without a full stop.
 */
export function archiveFault(path: string, what: string, cause?: unknown): CreateDumpError {
  const message = `The archive ${displayPath(path)} is not sound: ${what}.`;
  return new CreateDumpError('INTEGRITY', message, cause === undefined ? undefined : { cause });
}
