import { comparePaths } from '@create-dump/core';
import type { BatchReport, ProjectReport } from '../batch-report.js';

/** The part of a report that is known when the run starts. */
export type ReportHead = Omit<BatchReport, 'finished' | 'seconds' | 'outcome' | 'projects'>;

/**
 * Assembles the report of a run from what is known of its projects.
 *
 * @param finished Null for a run that was killed.
 */
export function concludeReport(
  head: ReportHead,
  reports: readonly ProjectReport[],
  finished: Date | null,
): BatchReport {
  const projects = reports.toSorted((a, b) => comparePaths(a.directory, b.directory));
  const seconds =
    finished === null ? null : (finished.getTime() - new Date(head.started).getTime()) / 1000;
  return {
    ...head,
    finished: finished === null ? null : finished.toISOString(),
    seconds,
    outcome: judge(projects),
    projects,
  };
}

function judge(projects: readonly ProjectReport[]): BatchReport['outcome'] {
  const has = (...outcomes: readonly ProjectReport['outcome'][]) =>
    projects.some(({ outcome }) => outcomes.includes(outcome));
  if (has('stopped')) return 'stopped';
  if (!has('dumped', 'unchanged', 'partly', 'kept', 'withheld'))
    return has('unaffected') && !has('failed') ? 'done' : 'failed';
  return has('failed', 'withheld', 'partly') ? 'partly' : 'done';
}
