import { unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checksumName, type DumpEvent, toFsPath } from '@create-dump/core';
import { publishStagedDump, type StagedDump } from '@create-dump/publisher';
import type { ObserveBatch, OutcomeReason, ProjectIdentity } from './batch-event.js';
import { type BatchLedger, emptyReport, type LedgerProject } from './batch-ledger.js';
import type { ProjectRequest } from './batch-options.js';
import type { CompleteContext, CompleteOptions } from './complete-batch.js';
import type { ProjectReport } from './batch-report.js';
import { dumpedReport, undumpedReport } from './project-outcome.js';
import { shareTurns, type Turn } from './share-turns.js';
import { stageProject } from './stage-project.js';

/** A project that is to be dumped. */
export interface PlannedProject extends LedgerProject {
  readonly prepared: ProjectRequest | { readonly failure: OutcomeReason };
}

export interface ProjectsRun {
  readonly projects: readonly PlannedProject[];
  readonly staging: string;
  readonly ledger: BatchLedger;
  readonly runId: string;
  readonly options: Pick<CompleteOptions, 'jobs' | 'timeout' | 'atomic' | 'destination'>;
}

/** A proven dump that is to be published together with others. Its report has no name of a dump yet. */
export interface WaitingDump {
  readonly report: ProjectReport;
  readonly dump: StagedDump;
}

/** From here on, a project is large: it takes a good part of a second. */
const largeBytes = 2 ** 25;

/**
 * Dumps the projects side by side. Each dump is published when it is proven; those of an atomic batch are returned, to be
 * published together. What goes wrong with a project is in its report, also that the signal came before its end.
 */
export async function runProjects(
  run: ProjectsRun,
  context: CompleteContext,
): Promise<readonly WaitingDump[]> {
  const { signal } = context;
  const takeTurn = shareTurns({ jobs: run.options.jobs, largeBytes, signal });
  const waiting = await Promise.all(
    run.projects.map((project) => runProject(project, takeTurn, run, context)),
  );
  return waiting.filter((one) => one !== undefined);
}

async function runProject(
  project: PlannedProject,
  takeTurn: () => Promise<Turn>,
  run: ProjectsRun,
  context: CompleteContext,
): Promise<WaitingDump | undefined> {
  const { prepared, prefix } = project;
  const { now, signal } = context;
  const finish = (report: ProjectReport) => finishProject(report, run.ledger, context.observe);
  if ('failure' in prepared) {
    finish(emptyReport(project, { outcome: 'failed', reason: prepared.failure }));
    return undefined;
  }
  let startedAt: number | undefined;
  const seconds = () => (startedAt === undefined ? 0 : (now().getTime() - startedAt) / 1000);
  try {
    using turn = await takeTurn();
    startedAt = now().getTime();
    context.observe({ type: 'project-started', project: toIdentity(project) });
    const observe = observeProject(project, context.observe);
    const { staging, options } = run;
    const { timeout } = options;
    const { dump, result } = await stageProject(
      { request: prepared, prefix, staging, timeout, observe, turn },
      context,
    );
    const report = dumpedReport(project, result);
    if (options.atomic) return { dump, report: { ...report, seconds: seconds() } };
    const path = await publish(dump, run, observe);
    observe({ type: 'published', path, bytes: result.dumpBytes });
    finish({ ...report, dump: basename(path), seconds: seconds() });
  } catch (error) {
    finish({ ...undumpedReport(project, error, signal), seconds: seconds() });
  }
  return undefined;
}

/** Records what became of a project, and tells the observers. */
export function finishProject(
  report: ProjectReport,
  ledger: BatchLedger,
  observe: ObserveBatch,
): void {
  ledger.add(report);
  const { outcome, reason } = report;
  const project = toIdentity(report);
  observe({ type: 'project-finished', project, outcome, ...(reason && { reason }) });
}

async function publish(
  dump: StagedDump,
  { options, runId }: ProjectsRun,
  observe: (event: DumpEvent) => void,
): Promise<string> {
  const warn = (message: string) => observe({ type: 'warned', message });
  const { destination: directory } = options;
  const { path } = await publishStagedDump(dump, { directory, runId, warn });
  if (path === null) throw new Error('The dump has no path');
  await removeStaged(dump.staged);
  return path;
}

/** What is left in the staging directory of a batch that was killed is what wasn't published. */
async function removeStaged(path: string): Promise<void> {
  for (const name of [basename(path), checksumName(basename(path))]) {
    await unlink(toFsPath(join(dirname(path), name))).catch(ignoreMissing);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  // Where there are no hard links, publishing has moved the file.
  if (error.code !== 'ENOENT') throw error;
}

/** A dump that is staged isn't published yet, whatever its writer says. */
function observeProject(project: ProjectIdentity, observe: ObserveBatch) {
  let staged = false;
  return (event: DumpEvent) => {
    if (event.type === 'published' && !staged) staged = true;
    else observe({ type: 'project-event', project: toIdentity(project), event });
  };
}

function toIdentity({ directory, name }: ProjectIdentity): ProjectIdentity {
  return { directory, name };
}
