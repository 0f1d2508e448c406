import { join } from 'node:path';
import {
  type KeepingContext,
  type KeepingOptions,
  type KeepingReport,
  keepSnapshots,
} from '@create-dump/snapshots';
import type { BatchKeeping } from './batch-options.js';
import type { BatchReport, ProjectReport } from './batch-report.js';
import type { CompleteContext, CompleteOptions } from './fill-in-defaults.js';
import { keepReports, type ReportKeeping } from './reporting/keep-reports.js';

/** Archives and prunes after a batch. Undefined if that wasn't requested, or there is no new dump. */
export async function keepBatch(
  { keeping, destination, root }: Pick<CompleteOptions, 'keeping' | 'destination' | 'root'>,
  { projects }: BatchReport,
  context: Pick<CompleteContext, 'process' | 'observe' | 'signal' | 'now'>,
): Promise<KeepingReport | undefined> {
  const dumped = projects.filter(({ dump }) => dump !== null);
  if (keeping === undefined || dumped.length === 0) return undefined;
  const keepingContext = { ...toKeepingContext(context), isLocked: true };
  const kept = await keepSnapshots(
    {
      ...toKeepingOptions(keeping, destination, { dumped, projects }),
      dryRun: false,
      required: dumped.map(({ dump }) => join(destination, dump ?? '')),
    },
    keepingContext,
  );
  return keepReports(kept, toReportKeeping(keeping, root), keepingContext);
}

/** The rules for reports are those for archives; without `all`, only reports of the same root are processed. */
export function toReportKeeping(
  { all, noRemove, policy, mode }: BatchKeeping,
  root: string,
): ReportKeeping {
  return { policy: noRemove ? {} : policy, mode, root: all ? undefined : root };
}

/**
 * The options for archiving and pruning after a batch.
 *
 * @param reports Of the projects with a new dump, and of all projects. If one failed, only groups with a new dump are processed.
 */
export function toKeepingOptions(
  { all, ...options }: BatchKeeping,
  directory: string,
  reports: {
    readonly dumped: readonly ProjectReport[];
    readonly projects: readonly ProjectReport[];
  },
): Omit<KeepingOptions, 'dryRun'> {
  const isComplete = reports.projects.every(({ outcome }) => outcome !== 'failed');
  if (all && isComplete) return { ...options, directory };
  return { ...options, directory, groups: reports.dumped.map(({ prefix }) => prefix) };
}

/** Keeping is planned for the present, which must not be earlier than the new dumps. */
export function toKeepingContext({
  process,
  observe,
  signal,
  now,
}: Pick<CompleteContext, 'process' | 'observe' | 'signal' | 'now'>): KeepingContext {
  return {
    process: { ...process, now: now() },
    signal,
    observe: (event) => observe({ type: 'batch-event', event }),
  };
}
