import { join } from 'node:path';
import { finishRemovals, quarantine } from '@create-dump/retention';
import { type KeepingWork, recordRemoved, toRecording } from './keeping-work.js';
import type { KeepingPlan } from './plan-keeping.js';

/** Removes what interrupted removals left, and moves all other orphans into quarantine. */
export async function settleOrphans(plan: KeepingPlan, work: KeepingWork): Promise<void> {
  await finishInterrupted(plan, work);
  await moveOrphans(plan, work);
}

async function finishInterrupted({ survey }: KeepingPlan, work: KeepingWork): Promise<void> {
  const outcome = await finishRemovals(survey.interrupted, toRecording(work));
  recordRemoved(outcome, work);
}

async function moveOrphans({ quarantine: plan }: KeepingPlan, work: KeepingWork): Promise<void> {
  const { directory, mode, record, process, signal, observe, done } = work;
  const { moved, failure } = await quarantine(plan, {
    directory: join(directory, 'quarantine'),
    now: process.now,
    signal,
    ...(mode !== undefined && { mode }),
    ...(record && { record }),
  });
  for (const { move, to } of moved) {
    done.quarantined.push({ from: move.file.path, to });
    observe({ type: 'quarantined', path: move.file.path, to });
  }
  if (failure !== undefined) done.failures.push(failure);
}
