import { join } from 'node:path';
import { ownProcess, userGitFiles } from '@create-dump/dumping';
import type { RunIdOptions } from '@create-dump/files';
import type { BatchContext, BatchOptions, BatchProject, ProjectRequest } from './batch-options.js';

/** The options, with their defaults filled in. */
export type CompleteOptions = Omit<BatchOptions, 'defaults' | 'projects'> &
  Required<Pick<BatchOptions, 'nested' | 'jobs' | 'atomic' | 'resume' | 'wait'>> & {
    readonly projects: readonly Required<BatchProject>[];
  };

/** The context, with its defaults filled in. */
export type CompleteContext = BatchContext &
  Required<Pick<BatchContext, 'tool' | 'now' | 'generatedAt' | 'observe' | 'signal'>> & {
    /** `now` is the start of the run. */
    readonly process: RunIdOptions;
  };

/** Fills in the defaults of a batch's options and context. Reads the clock: this is the start of the run. */
export function fillInDefaults(
  { defaults, ...options }: BatchOptions,
  context: BatchContext,
): { readonly options: CompleteOptions; readonly context: CompleteContext } {
  const own = ownProcess();
  const { now = () => new Date() } = context;
  const { pid, hostname } = context.process ?? own;
  const process = { pid, hostname, now: now() };
  const selection = { ...userGitFiles(own), patternSources, ...defaults?.selection };
  const prepare = ({ directory, name }: BatchProject): ProjectRequest => ({
    ...defaults,
    name,
    selection: { ...selection, root: join(options.root, directory) },
  });
  return {
    options: {
      nested: false,
      jobs: 4,
      atomic: false,
      resume: false,
      wait: 0,
      ...options,
      projects: options.projects.map((project) => ({ prepared: prepare(project), ...project })),
    },
    context: {
      tool: '@create-dump/batching',
      now,
      generatedAt: process.now,
      observe: () => {},
      signal: new AbortController().signal,
      ...context,
      process,
    },
  };
}

/** A default pattern applies to several projects: it needn't match in each of them. */
const patternSources = {
  files: { isShared: true },
  include: { isShared: true },
  exclude: { isShared: true },
  excludedDirs: { isShared: true },
};
