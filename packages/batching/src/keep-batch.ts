import { join } from 'node:path';
import { keepSnapshots, type KeepingReport } from '@create-dump/snapshots';
import type { KeepingContext } from '@create-dump/snapshots';
import type { CompleteContext, CompleteOptions } from './complete-batch.js';
import type { BatchReport } from './batch-report.js';

/**
 * Archives and prunes after a batch; undefined if nobody asked for it, or there is no new dump. Where a project failed, no
 * group is touched but those that have a new dump.
 */
export async function keepBatch(
  { keeping, destination }: Pick<CompleteOptions, 'keeping' | 'destination'>,
  { projects }: BatchReport,
  context: Pick<CompleteContext, 'process' | 'observe' | 'signal' | 'now'>,
): Promise<KeepingReport | undefined> {
  const dumped = projects.filter(({ dump }) => dump !== null);
  if (keeping === undefined || dumped.length === 0) return undefined;
  const { all, ...options } = keeping;
  const isWhole = projects.every(({ outcome }) => outcome !== 'failed');
  const groups = dumped.map(({ prefix }) => prefix);
  return keepSnapshots(
    {
      ...options,
      ...(!(all && isWhole) && { groups }),
      directory: destination,
      dryRun: false,
      required: dumped.map(({ dump }) => join(destination, dump ?? '')),
    },
    { ...toKeepingContext(context), isLocked: true },
  );
}

/** Plans go by the time when they are made: the new dumps are not later than that. */
export function toKeepingContext({
  process,
  observe,
  signal,
  now,
}: Pick<CompleteContext, 'process' | 'observe' | 'signal' | 'now'>): KeepingContext {
  return {
    process: { ...process, now: now() },
    signal,
    observe: (event) => observe({ type: 'batch-event', event }),
  };
}
