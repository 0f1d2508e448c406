/*
 * `create-dump archive`: `archive-command` reads the arguments, `runArchive` (here) has @create-dump/snapshots plan and act on the
 * snapshots of a directory, and @create-dump/batching on the reports of batches there. The plan or report goes to standard output, failures to the observers.
 */
import {
  documentText,
  formatSummary,
  grouped,
  type Observers,
  writeAll,
  writeLines,
} from '@create-dump/observing';
import { resolve } from 'node:path';
import { keepReports } from '@create-dump/batching';
import { keepSnapshots, type KeepingReport } from '@create-dump/snapshots';
import { formatByteSize } from '@create-dump/core';
import type { World } from '../process/world.js';
import type { KeepingArguments } from '../keeping/keeping-arguments.js';
import { doneLines, keepingSummary, planTable } from '../keeping/describe-keeping.js';
import { keepingExitCode, keepingToJson, reportFailures } from '../keeping/report-keeping.js';
import { toKeeping } from '../keeping/to-keeping.js';

export interface ArchiveRequest {
  readonly directory: string;
  readonly keeping: KeepingArguments;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Archives and prunes the snapshots of a directory, or prints the plan; returns the exit code. */
export async function runArchive(
  request: ArchiveRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const keeping = toKeeping(request.keeping, resolve(world.cwd, request.directory));
  const { process, observe } = observers;
  const context = { process, observe, signal: world.signal };
  const kept = await keepSnapshots({ ...keeping, dryRun: request.dryRun }, context);
  const policy = keeping.noRemove ? {} : keeping.policy;
  const report = await keepReports(kept, { policy, mode: keeping.mode }, context);
  observers.settle();
  await tell(report, request, { stdout: world.stdout, observers });
  reportFailures(report, observers);
  return keepingExitCode(report);
}

interface Listeners extends Pick<World, 'stdout'> {
  readonly observers: Observers;
}

async function tell(
  report: KeepingReport,
  { json, verbose }: ArchiveRequest,
  { stdout, observers: { notes, present } }: Listeners,
): Promise<void> {
  const document = () => documentText('archive', keepingToJson(report));
  present({ document });
  if (json) {
    await writeAll(stdout, document());
  } else if (report.dryRun) {
    await writeAll(stdout, `${planTable(report)}\n${keepingSummary(report)}`);
  } else {
    await writeLines(stdout, doneLines(report));
    if (verbose) notes.write(planTable(report));
    if (notes.areWanted) notes.write(summary(report, notes.paint));
  }
}

function summary(report: KeepingReport, paint: Observers['notes']['paint']): string {
  const { archived, removed, quarantined, failures } = report;
  const bytes = archived.reduce((sum, one) => sum + one.bytes, 0);
  const size = archived.length > 0 ? ` (${formatByteSize(bytes)})` : '';
  return formatSummary(
    [
      ['archived', `${grouped(archived.length)}${size}`],
      ['removed', grouped(removed.length)],
      ['quarantined', quarantined.length > 0 ? grouped(quarantined.length) : ''],
      ['failed', failures.length > 0 ? paint('red', grouped(failures.length)) : ''],
    ],
    paint,
  );
}
