import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  announceDiscovery,
  dateToStamp,
  formatDumpName,
  recordedTree,
  toFsPath,
  type UnmatchedPattern,
} from '@create-dump/core';
import { discoverProject, type ProjectDump } from '@create-dump/dumping';
import { keepSnapshots, type KeepingReport } from '@create-dump/snapshots';
import type { BatchContext, BatchOptions } from './batch-options.js';
import type { ProjectReport } from './batch-report.js';
import { fillInDefaults, type CompleteContext, type CompleteOptions } from './fill-in-defaults.js';
import { toKeepingContext, toKeepingOptions, toReportKeeping } from './keep-batch.js';
import { keepReports } from './reporting/keep-reports.js';
import { emptyReport, undumpedReport } from './reporting/project-report.js';
import { type PlannedProject, toIdentity } from './running/run-projects.js';
import { createPatternTally } from './selecting/pattern-tally.js';
import { selectProjects } from './selecting/select-projects.js';

export interface BatchPlan {
  /** As a run would report them, with the dumps' future names; digests are null. */
  readonly projects: readonly ProjectReport[];
  /** Patterns for several projects that match in none of them. */
  readonly unmatched: readonly UnmatchedPattern[];
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
  batchContext: BatchContext = {},
): Promise<BatchPlan> {
  const { options, context } = fillInDefaults(batchOptions, batchContext);
  const { chosen, others } = await selectProjects(options, context);
  const projects: ProjectReport[] = [...others];
  const trees = new Map<ProjectReport, string>();
  const patterns = createPatternTally(options.projects);
  for (const project of chosen) {
    const { report, tree, unmatched } = await planProject(project, options, context);
    if (unmatched !== undefined) patterns.add(unmatched);
    if (tree !== undefined) trees.set(report, tree);
    projects.push(report);
  }
  const unmatched = patterns.unmatched();
  return { projects, unmatched, keeping: await planKeeping({ projects, trees }, options, context) };
}

/** What a project's dump will record of its tree is in none of its reports. */
interface ProjectPlan {
  readonly report: ProjectReport;
  readonly tree?: string | undefined;
  readonly unmatched?: readonly UnmatchedPattern[];
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
  let unmatched: readonly UnmatchedPattern[] = [];
  try {
    const discovery = await discoverProject(dump, signal);
    const { files, skipped, tree } = discovery;
    unmatched = discovery.unmatched ?? [];
    announceDiscovery(discovery, prepared.strict === true, (event) =>
      observe({ type: 'project-event', project: toIdentity(project), event }),
    );
    const extension = prepared.compress ? 'md.gz' : 'md';
    const stamp = dateToStamp(generatedAt);
    const report = emptyReport(project, {
      outcome: 'dumped',
      dump: formatDumpName({ prefix, stamp, sequence: 0, extension }),
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      skipped: skipped.length,
    });
    return { report, unmatched, tree: recordedTree(tree, isReproducible) };
  } catch (error) {
    signal.throwIfAborted();
    return { report: undumpedReport(project, error, signal), unmatched };
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
