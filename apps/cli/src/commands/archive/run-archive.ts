import { resolve } from 'node:path';
import { keepSnapshots } from '@create-dump/batch-orchestrator';
import type { Observers } from '../../observing/open-observers.js';
import type { World } from '../../world.js';
import { writeAll } from '../../write-all.js';
import { writeLines } from '../../write-lines.js';
import type { KeepingArguments } from '../keeping-arguments.js';
import { doneLines, keepingSummary, planTable } from '../keeping-lines.js';
import { keepingExitCode, keepingToJson, tellFailures } from '../report-keeping.js';
import { toKeeping } from '../to-keeping.js';

export interface ArchiveRequest {
  readonly directory: string;
  readonly keeping: KeepingArguments;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Archives and prunes the snapshots of a directory, or says what would be done; returns the exit code. */
export async function runArchive(
  request: ArchiveRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const { json, quiet, verbose, dryRun } = request;
  const keeping = toKeeping(request.keeping, resolve(world.cwd, request.directory));
  const report = await keepSnapshots(
    { ...keeping, dryRun },
    {
      process: { pid: world.pid, hostname: world.hostname, now: world.now() },
      observe: observers.observe,
      signal: world.signal,
    },
  );
  observers.settle();
  if (json) {
    const document = { command: 'archive', ...keepingToJson(report) };
    await writeAll(world.stdout, `${JSON.stringify(document, null, 2)}\n`);
  } else if (dryRun)
    await writeAll(world.stdout, `${planTable(report)}\n${keepingSummary(report)}`);
  else {
    await writeLines(world.stdout, doneLines(report));
    if (verbose) await writeAll(world.stderr, planTable(report));
    if (!quiet && (verbose || world.stderr.isTTY === true))
      world.stderr.write(keepingSummary(report));
  }
  tellFailures(report, world);
  return keepingExitCode(report);
}
