import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dateToStamp, displayPath, toFsPath } from '@create-dump/core';
import { createRunId, prepareDirectory } from '@create-dump/files';
import type { KeepingReport } from '@create-dump/snapshots';
import { lockDirectory } from '@create-dump/files';
import { concludeReport, openLedger, type ReportHead } from './batch-ledger.js';
import type { ProjectIdentity } from './batch-event.js';
import type { BatchContext, BatchOptions } from './batch-options.js';
import { completeBatch, type CompleteContext, type CompleteOptions } from './complete-batch.js';
import { reportFormat } from '@create-dump/dumping';
import type { BatchReport } from './batch-report.js';
import { keepBatch } from './keep-batch.js';
import { publishWaiting } from './publish-waiting.js';
import { type PublishedReport, publishReport } from './publish-report.js';
import { recoverStaging } from './recover-staging.js';
import { runProjects } from './run-projects.js';
import { type ProjectSelection, selectProjects } from './select-projects.js';
import { commitName, makeStaging, removeStaging } from './staging.js';

export interface BatchRun extends PublishedReport {
  readonly report: BatchReport;
  /** What archiving and pruning did, if it was asked for and there is a new dump. */
  readonly kept: KeepingReport | undefined;
  /** What ended archiving and pruning early. */
  readonly failure: unknown;
}

/**
 * Dumps the projects of a monorepo into one directory, each by itself: staged there, proven, published; then writes the
 * report, and archives and prunes. What goes wrong with a project is in the report.
 *
 * Rejects with `LOCKED` if another batch works in the destination, `DESTINATION_INVALID`, `WRITE_FAILED`, `USAGE`, or with
 * the signal's reason; then what is published stays, and the report tells of it.
 */
export async function runBatch(
  batchOptions: BatchOptions,
  batchContext: BatchContext,
): Promise<BatchRun> {
  const { options, context } = completeBatch(batchOptions, batchContext);
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
  await recoverStaging({ destination, runId, warn });
  const startedAt = context.now();
  const selection = await selectProjects(options, context);
  const head = toHead(options, selection, context, startedAt);
  const { report, ...published } = await dumpProjects(
    { options, selection, head, runId, warn },
    context,
  );
  signal.throwIfAborted();
  return { report, ...published, ...(await tryToKeep(options, report, context)) };
}

/** The dumps are in place, and are told, whatever becomes of older ones. */
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
}

async function dumpProjects(
  { options, selection, head, runId, warn }: Session,
  context: CompleteContext,
) {
  const { destination } = options;
  const { chosen, others } = selection;
  const staging = await makeStaging(destination, runId);
  try {
    const ledger = openLedger(staging, head, [...others, ...chosen]);
    for (const report of others) ledger.add(report);
    context.observe({ type: 'batch-started', projects: chosen.map(toIdentity) });
    const run = { projects: chosen, staging, ledger, runId, options };
    const waiting = await runProjects(run, context);
    if (options.atomic) await publishWaiting({ ...run, waiting, head, warn }, context);
    const report = concludeReport(head, ledger.reports(), context.now());
    const stamp = dateToStamp(context.generatedAt);
    const published = await publishReport(report, { staging, destination, stamp });
    await removeStaging(staging);
    return { report, ...published };
  } catch (error) {
    await abandon(staging, warn);
    throw error;
  }
}

/** What has to be taken back, or finished, is left to the next run. */
async function abandon(staging: string, warn: (message: string) => void): Promise<void> {
  if (existsSync(toFsPath(join(staging, commitName)))) return;
  await removeStaging(staging).catch((error: unknown) =>
    warn(`${displayPath(staging)} can't be removed: ${String(error)}`),
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

function toIdentity({ directory, name }: ProjectIdentity): ProjectIdentity {
  return { directory, name };
}
