import {
  CreateDumpError,
  displayPath,
  type DumpResult,
  originalError,
  skipReasons,
} from '@create-dump/core';
import { describeFailure } from '@create-dump/files';
import type { ProjectIdentity } from '../batch-event.js';
import type { ProjectReport } from '../batch-report.js';

/** A project that the batch reports on. */
export interface ReportedProject extends ProjectIdentity {
  readonly prefix: string;
}

/** The report of a project without a dump, unless `rest` says otherwise. */
export function emptyReport(
  { directory, name, prefix }: ReportedProject,
  rest: Pick<ProjectReport, 'outcome'> & Partial<ProjectReport>,
): ProjectReport {
  const nothing = { dump: null, sha256: null, treeSha256: null, files: 0, bytes: 0, skipped: 0 };
  return { directory, name, prefix, reason: null, ...nothing, seconds: 0, ...rest };
}

/** The report of a project that the run didn't finish. */
export function stoppedReport(project: ReportedProject): ProjectReport {
  const message = 'The run ended before this project was finished.';
  return emptyReport(project, { outcome: 'stopped', reason: { code: 'STOPPED', message } });
}

/** The report of a project whose dump is written but not published: it doesn't name the dump file yet. */
export function dumpedReport(project: ReportedProject, result: DumpResult): ProjectReport {
  const { sha256, treeSha256, files, bytes, skipped } = result;
  const reason = describeFaults(result);
  const complete = result.unchanged === undefined ? 'dumped' : 'unchanged';
  const outcome = reason === null ? complete : 'partly';
  const facts = { sha256, treeSha256, files, bytes, skipped: skipped.length };
  return emptyReport(project, { outcome, reason, ...facts });
}

/** The report of a project whose dump failed. */
export function undumpedReport(
  project: ReportedProject,
  thrown: unknown,
  signal: AbortSignal,
): ProjectReport {
  if (signal.aborted) return stoppedReport(project);
  const error = originalError(thrown);
  const message = describeFailure(error);
  const code = error instanceof CreateDumpError ? error.code : 'UNEXPECTED';
  const outcome = code === 'NO_FILES_CHOSEN' ? 'empty' : 'failed';
  return emptyReport(project, { outcome, reason: { code, message } });
}

function describeFaults({ skipped, unstable }: DumpResult): ProjectReport['reason'] {
  const faults = [
    ...skipped
      .filter((file) => skipReasons[file.skipped].fault)
      .map((file) => `${displayPath(file.path)} (${file.skipped})`),
    ...unstable.map((path) => `${displayPath(path)} (changed while it was read)`),
  ];
  if (faults.length === 0) return null;
  const more = faults.length > 3 ? ` and ${faults.length - 3} more` : '';
  const message = `Incomplete: ${faults.slice(0, 3).join(', ')}${more}.`;
  return { code: 'READ_FAILED', message };
}
