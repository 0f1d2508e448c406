/*
 * Dumping the chosen projects side by side. `runProjects` gives each a turn, stages its dump in the staging directory, proves it
 * by reading it back, and publishes it at once or, in an atomic batch, leaves it to `publishWaiting`. Every outcome, including
 * failures, goes into the ledger and to the observer.
 */
import { unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  checksumName,
  type Discovery,
  type DumpEvent,
  type PublishedDump,
  type RecordAct,
  type SignBytes,
  toFsPath,
} from '@create-dump/core';
import { errorCode } from '@create-dump/files';
import { recordUnchanged } from '@create-dump/dumping';
import { publishStagedDump, type StagedDump } from '@create-dump/publisher';
import type { ObserveBatch, OutcomeReason, ProjectIdentity } from '../batch-event.js';
import type { ProjectRequest } from '../batch-options.js';
import type { CompleteContext, CompleteOptions } from '../fill-in-defaults.js';
import type { ProjectReport } from '../batch-report.js';
import {
  dumpedReport,
  emptyReport,
  type ReportedProject,
  undumpedReport,
} from '../reporting/project-report.js';
import type { BatchLedger } from '../staging/batch-ledger.js';
import type { FindLoss } from '../staging/hold-destination.js';
import type { PatternTally } from '../selecting/pattern-tally.js';
import { shareTurns, type Turn } from './share-turns.js';
import { stageProject } from './stage-project.js';

/** A project to be dumped. */
export interface PlannedProject extends ReportedProject {
  readonly prepared: ProjectRequest | { readonly failure: OutcomeReason };
}

export interface ProjectsRun {
  readonly projects: readonly PlannedProject[];
  readonly staging: string;
  readonly ledger: BatchLedger;
  readonly runId: string;
  readonly options: Pick<CompleteOptions, 'jobs' | 'timeout' | 'atomic' | 'destination'>;
  /** Records publications in the ledger of the destination. */
  readonly record: RecordAct | undefined;
  /** The error to report in place of any other once the destination is gone. */
  readonly findLoss: FindLoss;
  readonly patterns: PatternTally;
}

/** A proven dump that waits to be published together with others. Its report doesn't name the dump file yet. */
export interface WaitingDump {
  readonly report: ProjectReport;
  readonly dump: StagedDump;
}

/** From this size on, in bytes, a project counts as large: it takes a good part of a second. */
const largeBytes = 2 ** 25;

/**
 * Dumps the projects side by side and publishes each dump once it is proven; those of an atomic batch are returned instead.
 * A project's failure is recorded in its report, as is an abort before its end.
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
    const onDiscovered = ({ unmatched = [] }: Discovery) => run.patterns.add(unmatched);
    const { dump, result } = await stageProject(
      {
        request: prepared,
        prefix,
        staging,
        kept: options.destination,
        timeout,
        observe,
        turn,
        onDiscovered,
      },
      context,
    );
    const report = dumpedReport(project, result);
    if (dump === undefined) {
      await recordUnchanged(result, run.record);
      finish({ ...report, dump: basename(result.path ?? ''), seconds: seconds() });
      return undefined;
    }
    if (options.atomic) return { dump, report: { ...report, seconds: seconds() } };
    const { path, signaturePath } = await publishProven(dump, run, { observe, sign: context.sign });
    observe({ type: 'published', path, bytes: result.dumpBytes });
    if (signaturePath !== undefined) observe({ type: 'signed', path: signaturePath });
    finish({ ...report, dump: basename(path), seconds: seconds() });
  } catch (error) {
    const cause = run.findLoss() ?? error;
    finish({ ...undumpedReport(project, cause, signal), seconds: seconds() });
  }
  return undefined;
}

/** Records a project's outcome and reports it to the observer. */
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

/** Publishes a proven dump from the staging directory, and removes it there. */
export async function publishProven(
  dump: StagedDump,
  { options, runId, record }: ProjectsRun,
  {
    observe,
    sign,
  }: { readonly observe: (event: DumpEvent) => void; readonly sign: SignBytes | undefined },
): Promise<PublishedDump & { readonly path: string }> {
  const warn = (message: string) => observe({ type: 'warned', message });
  const { destination: directory } = options;
  const published = await publishStagedDump(dump, {
    directory,
    runId,
    warn,
    onRetry: (why) => observe({ type: 'retried', what: 'write', why }),
    ...(record && { record }),
    ...(sign && { sign }),
  });
  const { path } = published;
  if (path === null) throw new Error('The dump has no path');
  await removeStaged(dump.staged);
  return { ...published, path };
}

/** Only unpublished dumps may remain staged: after a kill, recovery reports them as such. */
async function removeStaged(path: string): Promise<void> {
  for (const name of [basename(path), checksumName(basename(path))]) {
    await unlink(toFsPath(join(dirname(path), name))).catch(ignoreMissing);
  }
}

function ignoreMissing(error: unknown): void {
  // Without hard links, publishing has moved the file.
  if (errorCode(error) !== 'ENOENT') throw error;
}

/** Passes events on, except `published` for the staging directory: that dump isn't published yet. */
function observeProject(project: ProjectIdentity, observe: ObserveBatch) {
  let staged = false;
  return (event: DumpEvent) => {
    if (event.type === 'published' && !staged) staged = true;
    else observe({ type: 'project-event', project: toIdentity(project), event });
  };
}

export function toIdentity({ directory, name }: ProjectIdentity): ProjectIdentity {
  return { directory, name };
}
