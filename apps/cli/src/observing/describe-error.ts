import { CreateDumpError, type ErrorCode } from '@create-dump/core';
import { StopSignal } from '../process/stop-signal.js';
import { redactCredentials } from './redact-credentials.js';

/** An error as programs get it. `UNEXPECTED` is a fault of the program, or of the system beneath it. */
export interface ErrorDescription {
  readonly code: ErrorCode | 'STOPPED' | 'UNEXPECTED';
  /** Without credentials. */
  readonly message: string;
}

export function describeError(error: unknown): ErrorDescription {
  return { code: codeOf(error), message: redactCredentials(messageOf(error)) };
}

function codeOf(error: unknown): ErrorDescription['code'] {
  if (error instanceof CreateDumpError) return error.code;
  return error instanceof StopSignal ? 'STOPPED' : 'UNEXPECTED';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
