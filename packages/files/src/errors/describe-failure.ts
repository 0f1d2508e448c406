import { displayPath } from '@create-dump/core';
import { describeSystemError } from './describe-system-error.js';

/** Describes any error as a sentence or clause for people; a system error that no stage has handled, with its call and path. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('syscall' in error)) return error.message;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  const place = path === undefined ? '' : ` on ${displayPath(path)}`;
  return `The system call ${String(error.syscall)} failed${place}: ${describeSystemError(error)}.`;
}
