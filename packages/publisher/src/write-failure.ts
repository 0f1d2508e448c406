import { getSystemErrorMap } from 'node:util';
import { CreateDumpError } from '@create-dump/core';
import { errorCode } from './error-code.js';

/** A system's error as `WRITE_FAILED`, with the reason and what was being done in words; our own errors as they are. */
export function toWriteFailure(error: unknown, doing: string): CreateDumpError {
  if (error instanceof CreateDumpError) return error;
  const fix = fixes[errorCode(error) ?? ''];
  const message = `${describeFailure(error)} while ${doing}.${fix === undefined ? '' : ` ${fix}`}`;
  return new CreateDumpError('WRITE_FAILED', message, { cause: error });
}

/** An error's reason as the beginning of a sentence: `No space left on the device (ENOSPC)`. */
export function describeFailure(error: unknown): string {
  const code = errorCode(error);
  const reason = code === undefined ? undefined : (reasons[code] ?? systemReason(error));
  if (reason !== undefined) return `${reason} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

// Where the system's words are missing or say less.
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'No permission',
  EDQUOT: 'The disk quota is used up',
  EFBIG: 'The file is larger than the file system or a limit (ulimit -f) allows',
  ENOSPC: 'No space left on the device',
  EROFS: 'The file system is read-only',
  ESTALE: 'The network file system lost the file',
};

const fixes: Readonly<Record<string, string>> = {
  EACCES: 'Change the permissions or choose another destination.',
  EDQUOT: 'Free some space or choose another destination.',
  EMFILE: 'Raise the limit on open files (ulimit -n).',
  ENOSPC: 'Free some space (or inodes) or choose another destination.',
  EROFS: 'Choose another destination.',
};

function systemReason(error: unknown): string | undefined {
  const number = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
  const text = getSystemErrorMap().get(number)?.[1];
  return text === undefined ? undefined : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
