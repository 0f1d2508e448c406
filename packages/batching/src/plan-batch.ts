import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  dateToStamp,
  formatDumpName,
  recordedTree,
  skipReasons,
  toFsPath,
} from '@create-dump/core';
import { discoverProject, type ProjectDump } from '@create-dump/dumping';
import { keepSnapshots, type KeepingReport } from '@create-dump/snapshots';
import type { BatchContext, BatchOptions } from './batch-options.js';
import type { ProjectReport } from './batch-report.js';
import { fillInDefaults, type CompleteContext, type CompleteOptions } from './fill-in-defaults.js';
import { toKeepingContext, toKeepingOptions, toReportKeeping } from './keep-batch.js';
import { keepReports } from './reporting/keep-reports.js';
import { emptyReport, undumpedReport } from './reporting/project-report.js';
import type { PlannedProject } from './running/run-projects.js';
import { selectProjects } from './selecting/select-projects.js';

export interface BatchPlan {
  /** As a run would report them, with the dumps' future names; digests are null. */
  readonly projects: readonly ProjectReport[];
  /** What archiving and pruning would do; undefined if it wasn't requested, or there would be nothing to do. */
  readonly keeping: KeepingReport | undefined;
}

/**
 * Plans a batch: which files each project has, and what archiving and pruning would do. Writes and locks nothing.
 *
 * @throws {CreateDumpError} What `runBatch` throws while it plans.
 */
export async function planBatch(
  batchOptions: BatchOptions,
  batchContext: BatchContext,
): Promise<BatchPlan> {
  const { options, context } = fillInDefaults(batchOptions, batchContext);
  const { chosen, others } = await selectProjects(options, context);
  const projects: ProjectReport[] = [...others];
  const trees = new Map<ProjectReport, string>();
  for (const project of chosen) {
    const { report, tree } = await planProject(project, options, context);
    if (tree !== undefined) trees.set(report, tree);
    projects.push(report);
  }
  return { projects, keeping: await planKeeping({ projects, trees }, options, context) };
}

/** What a project's dump will record of its tree is in none of its reports. */
interface ProjectPlan {
  readonly report: ProjectReport;
  readonly tree?: string | undefined;
}

async function planProject(
  project: PlannedProject,
  { destination: directory }: CompleteOptions,
  { signal, generatedAt, isReproducible = false, observe }: CompleteContext,
): Promise<ProjectPlan> {
  const { prepared, prefix } = project;
  if ('failure' in prepared) {
    return { report: emptyReport(project, { outcome: 'failed', reason: prepared.failure }) };
  }
  const dump: ProjectDump = { ...prepared, destination: { kind: 'directory', directory, prefix } };
  try {
    const { files, skipped, tree, warnings = [] } = await discoverProject(dump, signal);
    const { directory: place, name } = project;
    for (const message of warnings) {
      const event = { type: 'warned', message } as const;
      observe({ type: 'project-event', project: { directory: place, name }, event });
    }
    if (files.length === 0 && !skipped.some((file) => skipReasons[file.skipped].section)) {
      const reason = { code: 'NO_FILES_CHOSEN', message: 'There is no file to dump.' } as const;
      return { report: emptyReport(project, { outcome: 'empty', reason }) };
    }
    const extension = prepared.compress ? 'md.gz' : 'md';
    const stamp = dateToStamp(generatedAt);
    const report = emptyReport(project, {
      outcome: 'dumped',
      dump: formatDumpName({ prefix, stamp, sequence: 0, extension }),
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      skipped: skipped.length,
    });
    return { report, tree: recordedTree(tree, isReproducible) };
  } catch (error) {
    signal.throwIfAborted();
    return { report: undumpedReport(project, error, signal) };
  }
}

async function planKeeping(
  {
    projects,
    trees,
  }: {
    readonly projects: readonly ProjectReport[];
    readonly trees: ReadonlyMap<ProjectReport, string>;
  },
  { keeping, root, destination: directory }: CompleteOptions,
  context: CompleteContext,
): Promise<KeepingReport | undefined> {
  const dumped = projects.filter(({ outcome }) => outcome === 'dumped');
  // A destination that doesn't exist yet contains nothing to keep.
  if (keeping === undefined || dumped.length === 0 || !existsSync(toFsPath(directory))) {
    return undefined;
  }
  const upcoming = dumped.map((project) => {
    const { dump, prefix } = project;
    const tree = trees.get(project);
    return { path: join(directory, dump ?? ''), prefix, tree, time: context.generatedAt };
  });
  const keepingContext = toKeepingContext(context);
  const kept = await keepSnapshots(
    { ...toKeepingOptions(keeping, directory, { dumped, projects }), dryRun: true, upcoming },
    keepingContext,
  );
  const report = { root, time: context.generatedAt };
  return keepReports(kept, { ...toReportKeeping(keeping, root), upcoming: report }, keepingContext);
}
