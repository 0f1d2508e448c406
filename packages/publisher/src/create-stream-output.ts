import type { Writable } from 'node:stream';
import type { OpenDumpOutput } from '@create-dump/core';
import { toFailure } from '@create-dump/files';

/**
 * Creates an output that writes a dump to a stream, at the pace of its reader, and leaves the stream open. If the reader goes
 * away, writing fails with `WRITE_FAILED`, and {@link isBrokenPipe} is true for the error.
 */
export function createStreamOutput(stream: Writable): OpenDumpOutput {
  return async () => {
    let failure: Error | undefined;
    let rejectPending: ((error: Error) => void) | undefined;
    const fail = (error: Error) => {
      failure ??= toFailure('WRITE_FAILED', error, 'writing the dump to the stream');
      rejectPending?.(failure);
    };
    const onClose = () => fail(new Error('The stream was closed'));
    // A stream reports an error to the pending write and, a little later, as an event. The listener stays after a failure,
    // because without one that event would end the process.
    stream.on('error', fail).on('close', onClose);
    const release = () => {
      stream.off('close', onClose);
      if (failure === undefined) stream.off('error', fail);
    };
    return {
      write: (chunk) =>
        new Promise((resolve, reject) => {
          if (failure !== undefined) return reject(failure);
          rejectPending = reject;
          stream.write(chunk, (error) => (error ? fail(error) : resolve()));
        }),
      async publish(sha256) {
        release();
        if (failure !== undefined) throw failure;
        return { path: null, checksumPath: null, sha256 };
      },
      async [Symbol.asyncDispose]() {
        release();
      },
    };
  };
}
