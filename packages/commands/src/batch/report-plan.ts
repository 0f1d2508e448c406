import {
  counted,
  documentText,
  exitCodes,
  grouped,
  type Observers,
  tableOf,
  terminalWidth,
  writeAll,
} from '@create-dump/observing';
import type { BatchPlan } from '@create-dump/batching';
import { displayPath, formatByteSize } from '@create-dump/core';
import type { World } from '../process/world.js';
import { keepingSummary, planTable } from '../keeping/describe-keeping.js';
import { keepingExitCode, keepingToJson, reportFailures } from '../keeping/report-keeping.js';
import { reportIncompleteProjects } from './report-incomplete-projects.js';

/** Writes the plan of a batch to standard output; returns the exit code. */
export async function reportPlan(
  { projects, keeping }: BatchPlan,
  { json, verbose }: { readonly json: boolean; readonly verbose: boolean },
  { world: { stdout }, observers }: { readonly world: World; readonly observers: Observers },
): Promise<number> {
  if (json) {
    const warnings = observers.warnings();
    const kept = keeping && { keeping: keepingToJson(keeping) };
    await writeAll(stdout, documentText('batch', { dryRun: true, projects, ...kept, warnings }));
  } else {
    const rows = projects.map(({ directory, outcome, dump, files, bytes }) =>
      dump === null || outcome !== 'dumped'
        ? [displayPath(directory), '', '', outcome]
        : [displayPath(directory), grouped(files), formatByteSize(bytes), dump],
    );
    await writeAll(
      stdout,
      tableOf([['DIRECTORY', 'FILES', 'SIZE', 'DUMP'], ...rows], {
        right: [1, 2],
        width: terminalWidth(stdout, { verbose }),
      }),
    );
    const dumps = projects.filter(({ outcome }) => outcome === 'dumped').length;
    await writeAll(stdout, `\nwould write ${counted(dumps, 'dump')}; nothing was written\n`);
    if (keeping) await writeAll(stdout, `\n${planTable(keeping)}\n${keepingSummary(keeping)}`);
  }
  reportIncompleteProjects(projects, observers);
  if (keeping !== undefined) reportFailures(keeping, observers);
  const code = exitCodeOfPlan(projects);
  return Math.max(code, keeping === undefined ? code : keepingExitCode(keeping));
}

/** The exit code that the run would have. */
function exitCodeOfPlan(projects: BatchPlan['projects']): number {
  const has = (...outcomes: readonly string[]) =>
    projects.some(({ outcome }) => outcomes.includes(outcome));
  const isFailed = has('failed');
  if (!has('dumped', 'kept') && (isFailed || !has('unaffected'))) return exitCodes.failed;
  return isFailed ? exitCodes.partly : exitCodes.done;
}
