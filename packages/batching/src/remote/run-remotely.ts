import { join } from 'node:path';
import { CreateDumpError, dateToStamp, type DumpEvent } from '@create-dump/core';
import { stagingName } from '@create-dump/dumping';
import type { ProjectRequest } from '../batch-options.js';
import type { ProjectReport } from '../batch-report.js';
import type { CompleteContext, CompleteOptions } from '../fill-in-defaults.js';
import { emptyReport, stoppedReport, undumpedReport } from '../reporting/project-report.js';
import {
  finishProject,
  type PlannedProject,
  type ProjectsRun,
  runProjects,
  toIdentity,
  type WaitingDump,
} from '../running/run-projects.js';
import { readLastSizes } from '../selecting/read-last-sizes.js';
import { checkResult, dumpNameOf } from './check-result.js';
import type { ProjectTask, RunProjects, TaskOutcome, TaskResult } from './project-task.js';
import { type RelayedEvents, relayEvents } from './relay-events.js';
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
  const local = runProjects({ ...run, projects: own }, context);
  const remote = runAll(tasks, run, runTasks, context);
  // Neither is left running if the other one fails.
  await Promise.allSettled([local, remote]);
  await sweepStaging(run.options.destination, run.runId);
  return [...(await remote), ...(await local)];
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
  const finish = (directory: string, outcome: TaskOutcome) => {
    const dump = open.get(directory)?.finish(outcome);
    open.delete(directory);
    if (dump !== undefined) waiting.push(dump);
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
  return waiting;
}

interface FollowedTask {
  readonly events: RelayedEvents;
  start(): void;
  /** The dump of an atomic batch. */
  finish(outcome: TaskOutcome): WaitingDump | undefined;
}

function followTask(
  task: ProjectTask,
  run: ProjectsRun,
  { observe, signal }: CompleteContext,
): FollowedTask {
  const project = toIdentity(task);
  const tell = (event: DumpEvent) => observe({ type: 'project-event', project, event });
  const events = relayEvents(tell);
  let isStarted = false;
  const start = () => {
    if (!isStarted) observe({ type: 'project-started', project });
    isStarted = true;
  };
  const conclude = (report: ProjectReport) => finishProject(report, run.ledger, observe);
  const finishDumped = (result: TaskResult): WaitingDump | undefined => {
    const { report, dumpBytes } = result;
    const { staging, options } = run;
    const isStaged = task.atomic && report.outcome !== 'unchanged';
    checkResult(task, result, isStaged ? staging : options.destination);
    events.finish(result.events);
    run.patterns.add(result.unmatched);
    if (task.atomic && isDump(report)) return toWaiting(task, result);
    if (isDump(report)) {
      tell({
        type: 'published',
        path: join(options.destination, report.dump ?? ''),
        bytes: dumpBytes,
      });
    }
    conclude(report);
    return undefined;
  };
  return {
    events,
    start,
    finish(outcome) {
      start();
      try {
        if ('result' in outcome) return finishDumped(outcome.result);
        const { failure } = outcome;
        const failed = emptyReport(task, { outcome: 'failed', reason: failure });
        conclude(signal.aborted ? stoppedReport(task) : failed);
      } catch (error) {
        const cause = run.findLoss() ?? error;
        if (!(cause instanceof CreateDumpError)) throw cause;
        conclude(undumpedReport(task, cause, signal));
      }
      return undefined;
    },
  };
}

function isDump({ outcome }: ProjectReport): boolean {
  return outcome === 'dumped' || outcome === 'partly';
}

/** The dump that a worker left in the staging directory of the run. */
function toWaiting(task: ProjectTask, { report, commit }: TaskResult): WaitingDump {
  const { run, destination, prefix, compress } = task;
  const { sha256, treeSha256 } = report;
  return {
    report: { ...report, dump: null },
    dump: {
      staged: join(destination, stagingName(run), dumpNameOf(task)),
      sha256: sha256 ?? '',
      prefix,
      stamp: dateToStamp(new Date(task.generatedAt)),
      extension: compress ? 'md.gz' : 'md',
      content: { tree: treeSha256 ?? '', ...(commit !== null && { commit }) },
    },
  };
}
