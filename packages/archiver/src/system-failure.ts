import { getSystemErrorMap } from 'node:util';
import { CreateDumpError, type ErrorCode } from '@create-dump/core';

/** A system's error with its reason, what was being done, and the fix if there is one, in words; our own errors as they are. */
export function toFailure(code: ErrorCode, error: unknown, doing: string): CreateDumpError {
  if (error instanceof CreateDumpError) return error;
  const fix = fixes[errorCode(error) ?? ''];
  const message = `${describeFailure(error)} while ${doing}.${fix === undefined ? '' : ` ${fix}`}`;
  return new CreateDumpError(code, message, { cause: error });
}

const fixes: Readonly<Record<string, string>> = {
  EACCES: 'Change the permissions or choose another place.',
  EDQUOT: 'Free some space or choose another place.',
  EMFILE: 'Raise the limit on open files (ulimit -n).',
  ENOSPC: 'Free some space (or inodes) or choose another place.',
  EROFS: 'Choose another place.',
};

/** An error's reason as the beginning of a sentence: `No space left on device (ENOSPC)`. */
export function describeFailure(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined && error instanceof Error && 'errno' in error) {
    const text = getSystemErrorMap().get(Number(error.errno))?.[1];
    if (text !== undefined) return `${text.charAt(0).toUpperCase()}${text.slice(1)} (${code})`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error (`ENOSPC`); undefined for others. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Whether the operating system failed, and not what it was asked to read. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
