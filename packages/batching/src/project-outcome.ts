import { CreateDumpError, displayPath, type DumpResult, skipReasons } from '@create-dump/core';
import { emptyReport, type LedgerProject, stoppedReport } from './batch-ledger.js';
import type { ProjectReport } from './batch-report.js';

/** The report of a project with a dump, which has no name yet. */
export function dumpedReport(project: LedgerProject, result: DumpResult): ProjectReport {
  const { sha256, treeSha256, files, bytes, skipped } = result;
  const reason = faultsOf(result);
  const outcome = reason === null ? 'dumped' : 'partly';
  const facts = { sha256, treeSha256, files, bytes, skipped: skipped.length };
  return emptyReport(project, { outcome, reason, ...facts });
}

/** The report of a project whose dump came to nothing. */
export function undumpedReport(
  project: LedgerProject,
  error: unknown,
  signal: AbortSignal,
): ProjectReport {
  if (signal.aborted) return stoppedReport(project);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof CreateDumpError ? error.code : 'UNEXPECTED';
  const outcome = code === 'NO_FILES_CHOSEN' ? 'empty' : 'failed';
  return emptyReport(project, { outcome, reason: { code, message } });
}

function faultsOf({ skipped, unstable }: DumpResult): ProjectReport['reason'] {
  const faults = [
    ...skipped
      .filter((file) => skipReasons[file.skipped].fault)
      .map((file) => `${displayPath(file.path)} (${file.skipped})`),
    ...unstable.map((path) => `${displayPath(path)} (changed while it was read)`),
  ];
  if (faults.length === 0) return null;
  const more = faults.length > 3 ? ` and ${faults.length - 3} more` : '';
  const message = `Not whole: ${faults.slice(0, 3).join(', ')}${more}.`;
  return { code: 'READ_FAILED', message };
}
