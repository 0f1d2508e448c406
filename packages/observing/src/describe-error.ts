import { CreateDumpError, disposalErrors, type ErrorCode, originalError } from '@create-dump/core';
import { describeFailure } from '@create-dump/files';
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
    (one) => ` Cleaning up failed as well: ${describeFailure(one)}`,
  );
  const message = `${describeFailure(original)}${cleanUp.join('')}`;
  return { code: codeOf(original), message: redactCredentials(message) };
}

function codeOf(error: unknown): ErrorDescription['code'] {
  if (error instanceof CreateDumpError) return error.code;
  return error instanceof StopSignal ? 'STOPPED' : 'UNEXPECTED';
}
