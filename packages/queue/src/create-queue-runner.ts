import { followJobs } from './follow-jobs.js';
import { openCoordinator } from './open-coordinator.js';
import type { QueueRunnerOptions, RunJobs, RunnerTiming } from './queue-run.js';

const defaultTiming: RunnerTiming = {
  poll: 2000,
  unavailableAfter: 10_000,
  lostAfter: 60_000,
  cancelWait: 1500,
};

/**
 * Has jobs done by the workers of a queue. The jobs are added in their order, which is that of the work; Redis's answer to a question
 * decides, events only make it come sooner; a job that Redis has forgotten is added again.
 *
 * The returned function resolves when all jobs are finished, or soon after its signal is aborted. It rejects with a `CreateDumpError`
 * `QUEUE_UNAVAILABLE` if Redis doesn't answer at first; if it is gone later, that is the failure of the jobs that are left.
 */
export function createQueueRunner(options: QueueRunnerOptions): RunJobs {
  const timing = { ...defaultTiming, ...options.timing };
  return async (jobs, context) => {
    const [first] = jobs;
    if (first === undefined) return;
    await using coordinator = await openCoordinator(options.address, first.run, timing, context);
    await followJobs(jobs, { ...options, coordinator, timing }, context);
  };
}
