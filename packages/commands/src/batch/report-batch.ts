import {
  counted,
  describeError,
  documentText,
  exitCodeOf,
  exitCodes,
  formatSummary,
  grouped,
  type Observers,
  timeText,
  writeAll,
  writeLines,
} from '@create-dump/observing';
import { join } from 'node:path';
import { dirname } from 'node:path';
import { type BatchRun, countOutcomes } from '@create-dump/batching';
import { displayPath, formatByteSize } from '@create-dump/core';
import type { World } from '../process/world.js';
import { doneLines, keepingSummary } from '../keeping/describe-keeping.js';
import { keepingExitCode, keepingToJson, reportFailures } from '../keeping/report-keeping.js';
import { reportIncompleteProjects } from './report-incomplete-projects.js';

export interface BatchReportOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** How many secrets were found, in words; empty if none. */
  readonly secrets: string;
}

/** Writes a batch's result to standard output and a summary for people to standard error; returns the exit code. */
export async function reportBatch(
  run: BatchRun,
  { json, quiet, verbose, secrets }: BatchReportOptions,
  { world: { stdout }, observers }: { readonly world: World; readonly observers: Observers },
): Promise<number> {
  const { report, kept, failure } = run;
  const { notes } = observers;
  const document = () => documentText('batch', { ...toJson(run), warnings: observers.warnings() });
  observers.present({ document, report: run.reportPath });
  if (json) await writeAll(stdout, document());
  else await writeLines(stdout, dumpLines(run, stdout.isTTY === true && !verbose));
  reportIncompleteProjects(report.projects, observers);
  if (notes.areWanted) notes.write(summary(run, secrets, notes.paint));
  if (kept !== undefined) {
    const done = doneLines(kept);
    const shown = verbose || done.length <= mostLines ? done : [];
    if (notes.areWanted) notes.write([...shown, keepingSummary(kept)].join(''));
    else if (!quiet && kept.quarantined.length > 0) notes.write(keepingSummary(kept));
    reportFailures(kept, observers);
  }
  if (failure !== undefined) {
    observers.observe({ type: 'problem-found', ...describeError(failure) });
    return exitCodeOf(failure);
  }
  const code = areAllRefused(run) ? exitCodes.refused : codeOf[report.outcome];
  return kept === undefined ? code : Math.max(code, keepingExitCode(kept));
}

/** Whether each project that failed was refused by a policy, such as --secrets fail. */
function areAllRefused({ report: { outcome, projects } }: BatchRun): boolean {
  const failed = projects.filter((project) => project.outcome === 'failed');
  const isRefused = failed.every(({ reason }) => reason?.code === 'REFUSED');
  const isElse = projects.some((project) => project.outcome === 'partly');
  const isOver = outcome === 'partly' || outcome === 'failed';
  return isOver && !isElse && failed.length > 0 && isRefused;
}

const codeOf = {
  done: exitCodes.done,
  partly: exitCodes.partly,
  failed: exitCodes.failed,
  stopped: exitCodes.partly,
} as const;

/** Outcomes of projects whose dump has the state of this run. */
const hasOwnDump: ReadonlySet<string> = new Set(['dumped', 'unchanged', 'partly']);

/** More lines than this on a terminal hide what else a run says. */
const mostLines = 20;

/** The paths of the new dumps, and of those that stand in for one; if `isShort`, only the number of many. */
function dumpLines(run: BatchRun, isShort: boolean): readonly string[] {
  const paths = newDumps(run);
  if (!isShort || paths.length <= mostLines) return paths.map((path) => `${path}\n`);
  const where = displayPath(dirname(run.reportPath));
  return [`${counted(paths.length, 'dump')} in ${where} (--verbose lists them)\n`];
}

function newDumps({ report, reportPath }: BatchRun): readonly string[] {
  return report.projects.flatMap(({ outcome, dump }) =>
    dump !== null && hasOwnDump.has(outcome) ? [join(dirname(reportPath), dump)] : [],
  );
}

function toJson({ report, reportPath, indexPath, kept, failure }: BatchRun) {
  return {
    reportPath,
    indexPath,
    report,
    ...(kept && { keeping: keepingToJson(kept) }),
    ...(failure !== undefined && { error: describeError(failure) }),
  };
}

function summary(
  { report, indexPath }: BatchRun,
  secrets: string,
  paint: Observers['notes']['paint'],
): string {
  const { projects, seconds } = report;
  const dumped = projects.filter(({ outcome }) => hasOwnDump.has(outcome));
  const sum = (of: 'files' | 'bytes') => dumped.reduce((total, one) => total + one[of], 0);
  return formatSummary(
    [
      ['projects', countOutcomes(projects)],
      ['files', `${paint('bold', grouped(sum('files')))} (${formatByteSize(sum('bytes'))})`],
      ['secrets', secrets],
      ['time', timeText(seconds ?? 0, sum('bytes'))],
      ['index', indexPath],
    ],
    paint,
  );
}
