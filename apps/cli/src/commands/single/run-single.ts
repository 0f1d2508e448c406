import { setFlagsFromString } from 'node:v8';
import { discoverProject, dumpProject } from '@create-dump/batch-orchestrator';
import { exitCodes } from '../../exit-code.js';
import type { Observers } from '../../observing/open-observers.js';
import { runTime } from '../../run-time.js';
import type { World } from '../../world.js';
import { keepingExitCode, tellFailures } from '../report-keeping.js';
import { keepDumps, planKeepDumps, requireKeepable } from './keep-dumps.js';
import { reportDryRun } from './report-dry-run.js';
import { reportDump } from './report-dump.js';
import type { SingleRequest } from './single-arguments.js';
import { toProject } from './to-project.js';

/** Dumps one directory, or says what would be dumped; returns the exit code. */
export async function runSingle(
  request: SingleRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const project = await toProject(request, world);
  if (request.dryRun) {
    const plan = await planKeepDumps(request, project, world);
    reportDryRun(await discoverProject(project, world.signal), { ...request, plan }, world);
    if (plan === undefined) return exitCodes.done;
    tellFailures(plan, world);
    return keepingExitCode(plan);
  }
  requireKeepable(request, project);
  limitYoungGeneration();
  const startedAt = world.now().getTime();
  const result = await dumpProject(project, {
    process: { pid: world.pid, hostname: world.hostname, now: world.now() },
    tool: `create-dump ${world.version}`,
    generatedAt: runTime(world),
    observe: observers.observe,
    signal: world.signal,
  });
  const seconds = (world.now().getTime() - startedAt) / 1000;
  const { kept, failure } = await tryToKeep({ request, project, result }, observers.observe, world);
  observers.settle();
  const code = reportDump(result, { ...request, seconds, kept }, world);
  if (failure !== undefined) throw failure;
  return kept === undefined ? code : Math.max(code, keepingExitCode(kept));
}

/**
 * A dump makes much garbage that lives for a moment. V8 would give it up to 48 MiB of room, a fifth of all that a run takes;
 * it asks this flag each time that room would grow.
 */
function limitYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** The dump is in place, and is told, whatever becomes of older ones. */
async function tryToKeep(...args: Parameters<typeof keepDumps>) {
  try {
    return { kept: await keepDumps(...args), failure: undefined };
  } catch (failure) {
    return { kept: undefined, failure };
  }
}
