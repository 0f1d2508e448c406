import {
  CreateDumpError,
  disposalErrors,
  displayPath,
  type ErrorCode,
  originalError,
} from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import { StopSignal } from './stop-signal.js';
import { redactCredentials } from './redact-credentials.js';

/** An error as programs read it. `UNEXPECTED` is a bug in the program or a failure of the system that no stage has handled. */
export interface ErrorDescription {
  readonly code: ErrorCode | 'STOPPED' | 'UNEXPECTED';
  /** Without credentials. */
  readonly message: string;
}

export function describeError(error: unknown): ErrorDescription {
  const original = originalError(error);
  const cleanUp = disposalErrors(error).map(
    (one) => ` Cleaning up failed as well: ${messageOf(one)}`,
  );
  const message = `${messageOf(original)}${cleanUp.join('')}`;
  return { code: codeOf(original), message: redactCredentials(message) };
}

function codeOf(error: unknown): ErrorDescription['code'] {
  if (error instanceof CreateDumpError) return error.code;
  return error instanceof StopSignal ? 'STOPPED' : 'UNEXPECTED';
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CreateDumpError || !('syscall' in error)) return error.message;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  const place = path === undefined ? '' : ` on ${displayPath(path)}`;
  return `The system call ${String(error.syscall)} failed${place}: ${describeSystemError(error)}.`;
}
