import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateDumpError,
  dateToStamp,
  describeUnmatched,
  displayPath,
  mayMatchNothing,
  type RecordAct,
  toFsPath,
  type UnmatchedPattern,
} from '@create-dump/core';
import { reportFormat } from '@create-dump/dumping';
import {
  createRunId,
  describeSystemError,
  lockDirectory,
  prepareDirectory,
} from '@create-dump/files';
import { type KeepingReport, openDestinationRecord } from '@create-dump/snapshots';
import type { BatchContext, BatchOptions } from './batch-options.js';
import type { BatchReport } from './batch-report.js';
import { fillInDefaults, type CompleteContext, type CompleteOptions } from './fill-in-defaults.js';
import { keepBatch } from './keep-batch.js';
import { concludeReport, type ReportHead } from './reporting/conclude-report.js';
import { type PublishedReport, publishReport } from './reporting/publish-report.js';
import { runRemotely } from './remote/run-remotely.js';
import { publishWaiting } from './running/publish-waiting.js';
import { runProjects, toIdentity } from './running/run-projects.js';
import { createPatternTally } from './selecting/pattern-tally.js';
import { type ProjectSelection, selectProjects } from './selecting/select-projects.js';
import { openLedger } from './staging/batch-ledger.js';
import { type FindLoss, holdDestination } from './staging/hold-destination.js';
import { recoverStaging } from './staging/recover-staging.js';
import {
  commitName,
  findStagingLoss,
  makeStaging,
  removeStaging,
} from './staging/staging-directory.js';

export interface BatchRun extends PublishedReport {
  readonly report: BatchReport;
  /** Patterns for several projects that matched in none of them. */
  readonly unmatched: readonly UnmatchedPattern[];
  /** What archiving and pruning did; undefined if it wasn't requested, failed, or there is no new dump. */
  readonly kept: KeepingReport | undefined;
  /** The error that ended archiving and pruning early; undefined if there was none. */
  readonly failure: unknown;
}

/**
 * Dumps the projects of a monorepo into one directory: stages, proves and publishes a dump of each, writes the report, then
 * archives and prunes. A project's failure is in the report.
 *
 * @throws {CreateDumpError} `LOCKED` if another run is working in the destination, `DESTINATION_INVALID`, `WRITE_FAILED` (also if
 *   the destination is removed or moved during the run), `USAGE`. Rejects with the signal's reason once it is aborted. Published dumps stay, and the report lists them.
 */
export async function runBatch(
  batchOptions: BatchOptions,
  batchContext: BatchContext = {},
): Promise<BatchRun> {
  const { options, context } = fillInDefaults(batchOptions, batchContext);
  const { destination, wait } = options;
  const { signal, observe } = context;
  const runId = createRunId(context.process);
  const warn = (message: string) =>
    observe({ type: 'batch-event', event: { type: 'warned', message } });
  await prepareDirectory(destination, true);
  const { hostname } = context.process;
  await using _lock = await lockDirectory(destination, runId, {
    hostname,
    wait,
    signal,
    onWait: warn,
  });
  await using held = await holdDestination(destination);
  const { ledger = false, mode } = options;
  const record = await openDestinationRecord({
    directory: destination,
    begin: ledger,
    mode,
    ...context,
  });
  await recoverStaging({ destination, runId, warn, mode, record, sign: context.sign });
  const startedAt = context.now();
  const selection = await selectProjects(options, context);
  const head = toHead(options, selection, context, startedAt);
  const { report, ...published } = await dumpProjects(
    { options, selection, head, runId, warn, record, findDestinationLoss: held.findLoss },
    context,
  );
  signal.throwIfAborted();
  const { kept, failure } = await tryToKeep(options, report, context);
  return { report, ...published, kept, failure: failure && (held.findLoss() ?? failure) };
}

/** The new dumps are in place and must be reported, even if archiving or pruning fails. */
async function tryToKeep(...args: Parameters<typeof keepBatch>) {
  try {
    return { kept: await keepBatch(...args), failure: undefined };
  } catch (failure) {
    return { kept: undefined, failure };
  }
}

interface Session {
  readonly options: CompleteOptions;
  readonly selection: ProjectSelection;
  readonly head: ReportHead;
  readonly runId: string;
  readonly warn: (message: string) => void;
  readonly record: RecordAct;
  readonly findDestinationLoss: FindLoss;
}

async function dumpProjects(
  { options, selection, head, runId, warn, record, findDestinationLoss }: Session,
  context: CompleteContext,
) {
  const { destination } = options;
  const { chosen, others } = selection;
  const staging = await makeStaging(destination, runId);
  const findLoss = () => findDestinationLoss() ?? findStagingLoss(staging);
  try {
    const ledger = openLedger(staging, head, [...others, ...chosen]);
    for (const report of others) ledger.add(report);
    context.observe({ type: 'batch-started', projects: chosen.map(toIdentity) });
    const patterns = createPatternTally(options.projects);
    const run = { projects: chosen, staging, ledger, runId, options, record, findLoss, patterns };
    const { runProjects: runTasks } = context;
    const waiting = await (runTasks === undefined
      ? runProjects(run, context)
      : runRemotely(run, runTasks, context));
    const unmatched = patterns.unmatched();
    if (options.atomic && options.strict) refuseUnmatched(unmatched);
    if (options.atomic) await publishWaiting({ ...run, waiting, head, warn }, context);
    const report = concludeReport(head, ledger.reports(), context.now());
    const stamp = dateToStamp(context.generatedAt);
    const published = await publishReport(report, {
      staging,
      destination,
      stamp,
      mode: options.mode,
    });
    await removeStaging(staging);
    return { report, unmatched, ...published };
  } catch (error) {
    const loss = findLoss();
    if (loss === undefined) await abandon(staging, warn);
    throw context.signal.aborted ? error : (loss ?? error);
  }
}

function refuseUnmatched(unmatched: readonly UnmatchedPattern[]): void {
  const wrong = unmatched.find((one) => !mayMatchNothing(one));
  if (wrong === undefined) return;
  throw new CreateDumpError(
    'REFUSED',
    `Refused by --strict: ${describeUnmatched(wrong)} No dump was published.`,
  );
}

/** Removes the staging directory, unless it contains a commit that the next run has to complete. */
async function abandon(staging: string, warn: (message: string) => void): Promise<void> {
  if (existsSync(toFsPath(join(staging, commitName)))) return;
  await removeStaging(staging).catch((error: unknown) =>
    warn(`${displayPath(staging)} can't be removed: ${describeSystemError(error)}.`),
  );
}

function toHead(
  { root, atomic, affected }: CompleteOptions,
  { resumed }: ProjectSelection,
  { tool, generatedAt }: CompleteContext,
  startedAt: Date,
): ReportHead {
  const generated = `${generatedAt.toISOString().slice(0, 19)}Z`;
  const started = startedAt.toISOString();
  return {
    format: reportFormat,
    version: 1,
    tool,
    root,
    generated,
    started,
    atomic,
    affected: affected ?? null,
    resumed,
  };
}
