import type { RunIdOptions } from '@create-dump/files';
import type { ObserveBatch } from './batch-event.js';
import type { BatchContext, BatchOptions } from './batch-options.js';

/** The options, with their defaults filled in. */
export interface CompleteOptions extends BatchOptions {
  readonly nested: boolean;
  readonly jobs: number;
  readonly atomic: boolean;
  readonly resume: boolean;
  readonly wait: number;
}

/** The context, with its defaults filled in. */
export interface CompleteContext extends BatchContext {
  readonly process: RunIdOptions;
  readonly generatedAt: Date;
  readonly observe: ObserveBatch;
  readonly signal: AbortSignal;
}

/** Fills in the defaults of a batch's options and context. Reads the clock once. */
export function completeBatch(
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
