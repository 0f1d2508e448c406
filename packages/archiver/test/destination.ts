/** The common options of functions that write; a warning fails the test. */
export const destination = {
  runId: 'test-run',
  warn: (message: string) => {
    throw new Error(`unexpected warning: ${message}`);
  },
};

/** A signal that never fires. */
export const quiet = new AbortController().signal;
