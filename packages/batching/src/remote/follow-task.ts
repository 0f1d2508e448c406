import { basename, join } from 'node:path';
import { CreateDumpError, dateToStamp, type DumpEvent } from '@create-dump/core';
import { stagingName } from '@create-dump/dumping';
import type { ProjectReport } from '../batch-report.js';
import type { CompleteContext } from '../fill-in-defaults.js';
import { emptyReport, stoppedReport, undumpedReport } from '../reporting/project-report.js';
import {
  finishProject,
  type ProjectsRun,
  publishProven,
  toIdentity,
  type WaitingDump,
} from '../running/run-projects.js';
import { checkResult, dumpNameOf } from './check-result.js';
import type { ProjectTask, TaskOutcome, TaskResult } from './project-task.js';
import { type RelayedEvents, relayEvents } from './relay-events.js';

/** A task that another process does. */
export interface FollowedTask {
  readonly events: RelayedEvents;
  start(): void;
  /** The dump that was left to the run; its outcome isn't told yet. */
  finish(outcome: TaskOutcome): WaitingDump | undefined;
  /** Publishes such a dump, with a signature if the run signs. */
  publish(dump: WaitingDump): Promise<void>;
}

/** Tells what becomes of a task, and checks what is said of it. */
export function followTask(
  task: ProjectTask,
  run: ProjectsRun,
  { observe, signal, sign }: CompleteContext,
): FollowedTask {
  const project = toIdentity(task);
  const tell = (event: DumpEvent) => observe({ type: 'project-event', project, event });
  const events = relayEvents(tell);
  let isStarted = false;
  let bytes = 0;
  const start = () => {
    if (!isStarted) observe({ type: 'project-started', project });
    isStarted = true;
  };
  const conclude = (report: ProjectReport) => finishProject(report, run.ledger, observe);
  const finishDumped = (result: TaskResult): WaitingDump | undefined => {
    const { report, dumpBytes } = result;
    const { staging, options } = run;
    const isStaged = task.isStaged && report.outcome !== 'unchanged';
    checkResult(task, result, isStaged ? staging : options.destination);
    events.finish(result.events);
    run.patterns.add(result.unmatched);
    bytes = dumpBytes;
    if (task.isStaged && isDump(report)) return toWaiting(task, result);
    if (isDump(report)) {
      tell({ type: 'published', path: join(options.destination, report.dump ?? ''), bytes });
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
    async publish({ dump, report }) {
      try {
        const places = { observe: tell, sign };
        const { path, signaturePath } = await publishProven(dump, run, places);
        tell({ type: 'published', path, bytes });
        if (signaturePath !== undefined) tell({ type: 'signed', path: signaturePath });
        conclude({ ...report, dump: basename(path) });
      } catch (error) {
        const { seconds } = report;
        conclude({ ...undumpedReport(task, run.findLoss() ?? error, signal), seconds });
      }
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
