import type { RunIdOptions } from '@create-dump/files';
import type { BatchContext, BatchOptions } from './batch-options.js';

/** The options, with their defaults filled in. */
export type CompleteOptions = BatchOptions &
  Required<Pick<BatchOptions, 'nested' | 'jobs' | 'atomic' | 'resume' | 'wait'>>;

/** The context, with its defaults filled in. */
export type CompleteContext = BatchContext &
  Required<Pick<BatchContext, 'generatedAt' | 'observe' | 'signal'>> & {
    readonly process: RunIdOptions;
  };

/** Fills in the defaults of a batch's options and context. Reads the clock if `process.now` is not given. */
export function fillInDefaults(
  options: BatchOptions,
  context: BatchContext,
): { readonly options: CompleteOptions; readonly context: CompleteContext } {
  const process = { ...context.process, now: context.process.now ?? context.now() };
  return {
    options: { nested: false, jobs: 4, atomic: false, resume: false, wait: 0, ...options },
    context: {
      generatedAt: process.now,
      observe: () => {},
      signal: new AbortController().signal,
      ...context,
      process,
    },
  };
}
