import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueEvents } from 'bullmq';
import type { QueueRunContext } from './queue-run.js';
import type { DumpJob } from './dump-job.js';
import { parseProgress } from './parse-result.js';

export interface JobHints {
  /** Resolves when a job may be finished, or after so many milliseconds. */
  wait(limit: number, signal: AbortSignal): Promise<void>;
}

/** Events come late, twice or never: they tell of progress, and make the next round come sooner. */
export function listenForHints(
  open: ReadonlyMap<string, DumpJob>,
  events: QueueEvents,
  onStalled: (() => void) | undefined,
  { onStarted, onProgress }: QueueRunContext,
): JobHints {
  let wake = () => {};
  let isDue = false;
  const due = ({ jobId }: { readonly jobId: string }) => {
    if (!open.has(jobId)) return;
    isDue = true;
    wake();
  };
  events.on('completed', due);
  events.on('failed', due);
  events.on('stalled', () => onStalled?.());
  events.on('active', ({ jobId }) => {
    const job = open.get(jobId);
    if (job !== undefined) onStarted(job.directory);
  });
  events.on('progress', ({ jobId, data }) => {
    const job = open.get(jobId);
    const progress = job === undefined ? undefined : parseProgress(data);
    if (job === undefined || progress === undefined) return;
    onStarted(job.directory);
    onProgress(job.directory, progress);
  });
  return {
    async wait(limit, signal) {
      if (!isDue) {
        const ended = new AbortController();
        wake = () => ended.abort();
        await sleep(limit, undefined, { signal: AbortSignal.any([signal, ended.signal]) }).catch(
          () => {},
        );
      }
      // Those that end at about the same time share a round.
      if (isDue) await sleep(togetherness, undefined, { signal }).catch(() => {});
      isDue = false;
      wake = () => {};
    },
  };
}

/** In milliseconds. */
const togetherness = 50;
