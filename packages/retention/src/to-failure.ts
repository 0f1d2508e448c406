import { getSystemErrorMap } from 'node:util';
import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import { errorCode } from './error-code.js';

/** A system's error with the reason and what was being done in words; our own errors as they are. */
export function toFailure(
  error: unknown,
  doing: string,
  code: ErrorCode = 'WRITE_FAILED',
): CreateDumpError {
  if (error instanceof CreateDumpError) return error;
  const name = errorCode(error) ?? '';
  const fix = fixes[name];
  const message = `${describe(error)} while ${doing}.${fix === undefined ? '' : ` ${fix}`}`;
  return new CreateDumpError(code, message, { cause: error });
}

const fixes: Readonly<Record<string, string>> = {
  EACCES: 'Change the permissions of the directory.',
  EPERM: 'Look at its owner and at its attributes (lsattr).',
  EROFS: 'Remount the file system for writing.',
  ENOSPC: 'Free some space (or inodes).',
  EXDEV: 'The quarantine must be on the file system of the dumps.',
};

/** The beginning of a sentence: `Operation not permitted (EPERM)`. */
function describe(error: unknown): string {
  const code = errorCode(error);
  const number = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
  const text = getSystemErrorMap().get(number)?.[1];
  if (code !== undefined && text !== undefined) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)} (${code})`;
  }
  return error instanceof Error ? error.message : String(error);
}
