import type { Writable } from 'node:stream';

export interface OutputWatch {
  /** Waits until the reader has taken everything. Returns the first error since the watch began. */
  flushed(): Promise<Error | undefined>;
}

/** Watches an output for errors. Node's standard streams forget theirs: they stay open after one. */
export function watchOutput(output: Writable): OutputWatch {
  let failure: Error | undefined;
  output.on('error', (error) => (failure ??= error));
  return {
    async flushed() {
      if (failure === undefined && output.writableLength > 0) {
        await new Promise<void>((resolve) => {
          output.once('error', () => resolve()).write('', () => resolve());
        });
      }
      // An error is emitted a little later than it is known.
      await new Promise(setImmediate);
      return failure;
    },
  };
}
