import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import { describeSystemError } from './describe-system-error.js';
import { errorCode } from './error-code.js';

/**
 * Converts an error into a {@link CreateDumpError} whose message says what failed, why and, where known, how to fix it. Returns a
 * `CreateDumpError` unchanged.
 * @param doing Completes the sentence `… while …`: `writing /backup/dump.md`.
 */
export function toFailure(code: ErrorCode, error: unknown, doing: string): CreateDumpError {
  if (error instanceof CreateDumpError) return error;
  const fix = fixes[errorCode(error) ?? ''];
  const message = `${capitalize(describeSystemError(error))} while ${doing}.${fix === undefined ? '' : ` ${fix}`}`;
  return new CreateDumpError(code, message, { cause: error });
}

const fixes: Readonly<Record<string, string>> = {
  EACCES: 'Change the permissions or choose another place.',
  EDQUOT: 'Free some space or choose another place.',
  EMFILE: 'Raise the limit on open files (ulimit -n).',
  ENOSPC: 'Free some space (or inodes) or choose another place.',
  EPERM: 'Check the owner and the attributes of the file and its directory (lsattr).',
  EROFS: 'Remount the file system for writing or choose another place.',
  EXDEV: 'Both places must be on one file system.',
};

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
