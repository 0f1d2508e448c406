import { basename } from 'node:path';
import {
  CreateDumpError,
  dateToStamp,
  type Discovery,
  displayPath,
  type DumpResult,
  type Observe,
} from '@create-dump/core';
import { dumpProject } from '@create-dump/dumping';
import { verifySnapshot } from '@create-dump/markdown-reader';
import type { StagedDump } from '@create-dump/publisher';
import type { ProjectRequest } from '../batch-options.js';
import type { CompleteContext } from '../fill-in-defaults.js';
import { limitTime } from './limit-time.js';
import type { Turn } from './share-turns.js';

export interface StagingOptions {
  readonly request: ProjectRequest;
  readonly prefix: string;
  /** Absolute paths of the staging directory, and of the one that has the kept dumps. */
  readonly staging: string;
  readonly kept: string;
  /** In milliseconds, not counting time spent waiting for a turn. */
  readonly timeout: number | undefined;
  readonly observe: Observe;
  readonly turn: Turn;
  readonly onDiscovered: (discovery: Discovery) => void;
  /** Whether the run that the dump is for signs dumps. Default: whether the context can sign. */
  readonly mustBeSigned?: boolean;
}

export interface StagedProject {
  /** Undefined if nothing has changed since the newest dump in the destination. */
  readonly dump: StagedDump | undefined;
  readonly result: DumpResult;
}

/**
 * Dumps a project into the staging directory, and proves the dump by reading it back.
 *
 * @throws {CreateDumpError} `TIMED_OUT`, `INTEGRITY` if the bytes on disk aren't those that were written, or what `dumpProject`
 *   throws.
 */
export async function stageProject(
  { request, prefix, staging, kept, timeout, observe, turn, onDiscovered, ...rest }: StagingOptions,
  context: CompleteContext,
): Promise<StagedProject> {
  using limit = limitTime(timeout, context.signal);
  const { signal } = limit;
  const destination = { kind: 'directory', directory: staging, prefix, mustExist: true } as const;
  const admit = (discovery: Discovery) => {
    onDiscovered(discovery);
    const bytes = discovery.files.reduce((sum, { size }) => sum + size, 0);
    return limit.pauseDuring(turn.weigh(bytes));
  };
  const skipUnchanged = request.skipUnchanged && {
    ...request.skipUnchanged,
    kept: { directory: kept, prefix },
  };
  // What is staged gets its signature when it is published, under its final name.
  const { sign, ...unsigned } = context;
  const { mustBeSigned = sign !== undefined } = rest;
  const result = await dumpProject(
    { ...request, destination, ...(skipUnchanged && { skipUnchanged }) },
    { ...unsigned, signal, observe, admit, mustBeSigned },
  );
  const { path, sha256 } = result;
  if (result.unchanged !== undefined) return { dump: undefined, result };
  if (path === null) throw new Error('The dump has no path');
  await verifyStaged(path, staging, signal);
  const stamp = dateToStamp(context.generatedAt);
  const extension = request.compress ? 'md.gz' : 'md';
  const { commit } = result.facts.git ?? {};
  const content = { tree: result.treeSha256, ...(typeof commit === 'string' && { commit }) };
  return { dump: { staged: path, sha256, prefix, stamp, extension, content }, result };
}

async function verifyStaged(path: string, staging: string, signal: AbortSignal): Promise<void> {
  const { ok, checksum, problems } = await verifySnapshot(path, {
    spoolDirectory: staging,
    signal,
  });
  if (ok && checksum === 'matches') return;
  const what = problems[0]?.message ?? 'Its checksum file is missing.';
  throw new CreateDumpError(
    'INTEGRITY',
    `The dump ${displayPath(basename(path))} doesn't read back as it was written: ${what} It isn't published. Check the disk.`,
  );
}
