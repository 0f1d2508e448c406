import { basename, join } from 'node:path';
import { checksumName, displayPath, type SignBytes, signatureName } from '@create-dump/core';
import type { ProjectReport } from '../batch-report.js';
import type { CompleteContext } from '../fill-in-defaults.js';
import type { ReportHead } from '../reporting/conclude-report.js';
import { stoppedReport, undumpedReport } from '../reporting/project-report.js';
import { publishTogether } from '../staging/publish-together.js';
import { finishProject, type ProjectsRun, type WaitingDump } from './run-projects.js';

export interface WaitingRun extends ProjectsRun {
  readonly waiting: readonly WaitingDump[];
  readonly head: ReportHead;
  readonly warn: (message: string) => void;
}

/** Publishes the dumps of an atomic batch, or withholds all of them if a project failed. Their reports go to the ledger. */
export async function publishWaiting(run: WaitingRun, context: CompleteContext): Promise<void> {
  const { waiting, ledger } = run;
  const finish = (report: ProjectReport) => finishProject(report, ledger, context.observe);
  const failed = ledger.reports().filter(({ outcome }) => outcome === 'failed');
  if (context.signal.aborted || failed.length > 0) {
    for (const { report } of waiting) finish(withheld(report, failed));
    return;
  }
  const outcome = await publishAll(run, context.sign);
  for (const { report } of waiting) {
    if ('failure' in outcome) {
      finish({
        ...undumpedReport(report, run.findLoss() ?? outcome.failure, context.signal),
        seconds: report.seconds,
      });
      continue;
    }
    const dump = outcome.names.get(report.directory) ?? null;
    const { directory, name, bytes } = report;
    const path = join(run.options.destination, dump ?? '');
    const event = { type: 'published', path, bytes } as const;
    const project = { directory, name };
    context.observe({ type: 'project-event', project, event });
    if (context.sign !== undefined) {
      const signed = { type: 'signed', path: signatureName(checksumName(path)) } as const;
      context.observe({ type: 'project-event', project, event: signed });
    }
    finish({ ...report, dump });
  }
}

function publishAll(
  { waiting, ledger, head, staging, runId, warn, record, options }: WaitingRun,
  sign: SignBytes | undefined,
) {
  const dumps = waiting.map(({ report: { directory }, dump }) => {
    return { directory, dump: { ...dump, staged: basename(dump.staged) } };
  });
  const reports = [...ledger.reports(), ...waiting.map(({ report }) => report)];
  const acts = { ...(record && { record }), ...(sign && { sign }) };
  const places = { staging, directory: options.destination, runId, warn, ...acts };
  return publishTogether({ head, reports, dumps }, places);
}

/** If no project failed, the run was stopped. */
function withheld(report: ProjectReport, failed: readonly ProjectReport[]): ProjectReport {
  const [first] = failed;
  if (first === undefined) return { ...stoppedReport(report), seconds: report.seconds };
  const others = failed.length > 1 ? ` and ${failed.length - 1} more` : '';
  const message = `Its dump is complete, but ${displayPath(first.directory)}${others} failed, and the batch is atomic.`;
  const reason = { code: 'WITHHELD', message } as const;
  return { ...report, outcome: 'withheld', reason, sha256: null };
}
