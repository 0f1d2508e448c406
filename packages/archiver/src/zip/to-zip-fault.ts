import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError, toFailure } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';

/** What yauzl threw, as an error that names the archive: `READ_FAILED` if the system failed, else `INTEGRITY`. */
export function toZipFault(path: string, error: unknown): CreateDumpError {
  const isSystemError = error instanceof Error && 'syscall' in error;
  if (isSystemError) return toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  if (error instanceof CreateDumpError) return error;
  const reason = describeSystemError(error);
  return archiveFault(path, `it is not a readable ZIP (${reason})`, error);
}
