import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateDumpError, toFsPath } from '@create-dump/core';
import { createRunId, errorCode, lockDirectory } from '@create-dump/files';
import {
  applyRetention,
  type RemovalPlan,
  type RetentionOutcome,
  type RetentionPolicy,
} from '@create-dump/retention';
import {
  type KeepingContext,
  type KeepingDecision,
  type KeepingReport,
  openDestinationLedger,
} from '@create-dump/snapshots';
import { findReports, proveReport, type ReportItem } from './find-reports.js';
import { type LeftFiles, planReports } from './plan-reports.js';

export interface ReportKeeping {
  readonly policy: RetentionPolicy;
  /** Permissions of the record of removals: see `KeepingOptions`. */
  readonly mode?: number | undefined;
  /** Only reports about this root. Default: all in the directory. */
  readonly root?: string | undefined;
  /** The report that a planned run would write. */
  readonly upcoming?: { readonly root: string; readonly time: Date };
}

/**
 * Removes reports by the same rules as archives, after the snapshots were archived and pruned; in a dry run, only plans that. A
 * failure before keeps all of them. Each removal has its line in `archives/tombstones.jsonl`.
 *
 * @returns The report on the snapshots, completed.
 */
export async function keepReports(
  kept: KeepingReport,
  { policy, mode, root, upcoming }: ReportKeeping,
  context: KeepingContext,
): Promise<KeepingReport> {
  if (kept.failures.length > 0) return kept;
  const { directory } = kept;
  const { now } = context.process;
  const reports = [...(await findReports(directory, root))];
  if (upcoming !== undefined) reports.push(toUpcoming(directory, upcoming));
  const plan = planReports(reports, policy, { now, left: await listLeft(kept) });
  const decisions = [...kept.decisions, ...plan.remove.map(toDecision)];
  if (kept.dryRun || plan.remove.length === 0) return { ...kept, decisions };
  const { removed, failure } = await removeReports(plan, { directory, mode }, context);
  const paths = removed.map(({ id }) => id);
  for (const path of paths) context.observe({ type: 'pruned', path });
  const failures = failure === undefined ? kept.failures : [...kept.failures, failure];
  return { ...kept, decisions, removed: [...kept.removed, ...paths], failures };
}

async function removeReports(
  plan: RemovalPlan<ReportItem>,
  { directory, mode }: { readonly directory: string; readonly mode: number | undefined },
  { process, signal, isLocked = false }: KeepingContext,
): Promise<RetentionOutcome<ReportItem>> {
  const { now, hostname } = process;
  const journal = join(directory, 'archives', 'tombstones.jsonl');
  try {
    const runId = createRunId(process);
    await using _lock = isLocked ? undefined : await lockDirectory(directory, runId, { hostname });
    const opened = await openDestinationLedger({ directory, begin: false, mode, process, signal });
    return await applyRetention(plan, {
      prove: proveReport,
      ...(opened && { record: opened.record }),
      journal,
      ...(mode !== undefined && { mode }),
      now,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    return { removed: [], failure: error };
  }
}

function toUpcoming(
  directory: string,
  { root, time }: NonNullable<ReportKeeping['upcoming']>,
): ReportItem {
  const id = join(directory, 'report of this run');
  // Later than all others of its second.
  const sequence = Number.MAX_SAFE_INTEGER;
  return { id, group: root, time, sequence, size: 0, files: [], dumps: [] };
}

function toDecision({
  item: { id: path },
  reasons,
}: ReturnType<typeof planReports>['remove'][number]): KeepingDecision {
  return { action: 'remove', what: 'report', path, reasons: reasons.map(({ message }) => message) };
}

/** The dumps and archives in the directory; in a dry run, those that would be left. */
async function listLeft({ directory, dryRun, decisions }: KeepingReport): Promise<LeftFiles> {
  const dumps = new Set(await listNames(directory));
  const archives = new Set(await listNames(join(directory, 'archives')));
  if (!dryRun) return { dumps, archives: [...archives] };
  for (const { action, what, path } of decisions) {
    const name = basename(path);
    if (what === 'archive' && action === 'keep') archives.add(name);
    else if (action !== 'remove') continue;
    else if (what === 'archive') archives.delete(name);
    else if (what === 'snapshot' && dirname(path) === directory) dumps.delete(name);
  }
  return { dumps, archives: [...archives] };
}

async function listNames(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(toFsPath(directory), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
