import type { ProjectRequest } from '../batch-options.js';
import type { CompleteContext, CompleteOptions } from '../fill-in-defaults.js';
import {
  type PlannedProject,
  type ProjectsRun,
  runProjects,
  type WaitingDump,
} from '../running/run-projects.js';
import { readLastSizes } from '../selecting/read-last-sizes.js';
import { followTask } from './follow-task.js';
import type { ProjectTask, RunProjects, TaskOutcome } from './project-task.js';
import { sweepStaging } from './sweep-staging.js';
import { toProjectTask } from './to-project-task.js';

interface RemoteRun extends ProjectsRun {
  readonly options: Pick<CompleteOptions, 'jobs' | 'timeout' | 'atomic' | 'destination' | 'root'>;
}

/**
 * Has the projects dumped by other processes, the largest of the last run first; this process dumps those that can't become a
 * task. Puts the outcome of each into the ledger, and returns the dumps of an atomic batch.
 */
export async function runRemotely(
  run: RemoteRun,
  runTasks: RunProjects,
  context: CompleteContext,
): Promise<readonly WaitingDump[]> {
  const sizes = await readLastSizes(run.options);
  const planned = run.projects.map((project) => ({ project, task: taskOf(project, run, context) }));
  const own = planned.filter(({ task }) => task === undefined).map(({ project }) => project);
  const tasks = planned
    .flatMap(({ task }) => task ?? [])
    .toSorted((a, b) => (sizes.get(b.directory) ?? 0) - (sizes.get(a.directory) ?? 0));
  tellOwn(own, context);
  const local = runProjects({ ...run, projects: own }, context);
  const remote = runAll(tasks, run, runTasks, context);
  // Neither is left running if the other one fails.
  await Promise.allSettled([local, remote]);
  await sweepStaging(run.options.destination, run.runId);
  return [...(await remote), ...(await local)];
}

/** Workers stand idle for such projects, so it isn't done silently. */
function tellOwn(own: readonly PlannedProject[], { observe }: CompleteContext): void {
  const count = own.filter(({ prepared }) => !('failure' in prepared)).length;
  if (count === 0) return;
  const what = count === 1 ? '1 project is' : `${count} projects are`;
  const message = `${what} dumped by this process: a job for a worker can't have the options, such as --secrets.`;
  observe({ type: 'batch-event', event: { type: 'warned', message } });
}

function taskOf(
  project: PlannedProject,
  run: ProjectsRun,
  context: CompleteContext,
): ProjectTask | undefined {
  const { prepared } = project;
  if ('failure' in prepared) return undefined;
  return toProjectTask(
    { ...project, prepared } satisfies { readonly prepared: ProjectRequest },
    run,
    context,
  );
}

async function runAll(
  tasks: readonly ProjectTask[],
  run: RemoteRun,
  runTasks: RunProjects,
  context: CompleteContext,
): Promise<readonly WaitingDump[]> {
  if (tasks.length === 0) return [];
  const open = new Map(tasks.map((task) => [task.directory, followTask(task, run, context)]));
  const waiting: WaitingDump[] = [];
  let publishing = Promise.resolve();
  const finish = (directory: string, outcome: TaskOutcome) => {
    const task = open.get(directory);
    const dump = task?.finish(outcome);
    open.delete(directory);
    if (dump === undefined) return;
    if (run.options.atomic) waiting.push(dump);
    // Only this process can sign.
    else publishing = publishing.then(() => task?.publish(dump));
  };
  await runTasks(tasks, {
    signal: context.signal,
    warn: (message) => context.observe({ type: 'batch-event', event: { type: 'warned', message } }),
    onStarted: (directory) => open.get(directory)?.start(),
    onProgress: (directory, progress) => open.get(directory)?.events.progress(progress),
    onFinished: finish,
  });
  const message = 'No worker finished it.';
  for (const directory of open.keys()) {
    finish(directory, { failure: { code: 'UNEXPECTED', message } });
  }
  await publishing;
  return waiting;
}
