import { StopSignal } from '@create-dump/observing';
import { errorCode, toFailure } from '@create-dump/files';

/** The error of a run whose standard output failed; undefined if its reader went away (`| head`), which is no failure. */
export function outputFailure(error: Error): Error | undefined {
  if (error instanceof StopSignal) return error;
  if (errorCode(error) === 'EPIPE') return undefined;
  return toFailure('WRITE_FAILED', error, 'writing to standard output');
}
