/*
 * `create-dump single`, the default command: resolves the arguments to a project (`to-project`), dumps it (@create-dump/dumping),
 * then archives and prunes older snapshots if asked to (`keep-dumps`). The `report-…` modules print the result or the plan.
 */
import { exitCodeOf, exitCodes, type Observers } from '@create-dump/observing';
import { announceDiscovery, CreateDumpError, type DumpResult } from '@create-dump/core';
import { discoverProject, dumpProject, type ProjectDump } from '@create-dump/dumping';
import { openRenderPool } from '../process/open-render-pool.js';
import { isTimeFixed, runTime } from '../process/run-time.js';
import type { World } from '../process/world.js';
import { keepingExitCode, reportFailures } from '../keeping/report-keeping.js';
import { warnOfUnmatched } from '../selection/warn-of-unmatched.js';
import { keepDumps, planKeepDumps, requireKeepable } from './keep-dumps.js';
import { type SecretTally, tallySecrets } from '../secrets/tally-secrets.js';
import { requireWritableReport, writeSecretsReport } from '../secrets/secrets-report.js';
import { openSigner } from '../evidence/open-signer.js';
import { requireWritableAttestations, writeAttestations } from '../evidence/write-attestations.js';
import { openRecord } from './open-record.js';
import { reportDryRun } from './report-dry-run.js';
import { reportDump } from './report-dump.js';
import type { SingleRequest } from './single-arguments.js';
import { toProject } from './to-project.js';

/** Dumps one directory, or prints what would be dumped; returns the exit code. */
export async function runSingle(
  request: SingleRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const project = await toProject(request, world, observers.observe);
  return request.dryRun
    ? plan({ request, project }, world, observers)
    : run({ request, project }, world, observers);
}

interface SingleWork {
  readonly request: SingleRequest;
  readonly project: ProjectDump;
}

async function plan(
  { request, project }: SingleWork,
  world: World,
  observers: Observers,
): Promise<number> {
  const discovery = await discoverProject(project, world.signal);
  announceDiscovery(discovery, request.strict, observers.observe);
  warnOfUnmatched(discovery.unmatched ?? [], request, observers);
  const planned = await planKeepDumps({ request, project, discovery }, world);
  observers.settle();
  reportDryRun(discovery, { ...request, plan: planned, warnings: observers.warnings() }, world);
  if (planned === undefined) return exitCodes.done;
  reportFailures(planned, observers);
  return keepingExitCode(planned);
}

async function run(work: SingleWork, world: World, observers: Observers): Promise<number> {
  const { request, project } = work;
  requireKeepable(request, project);
  requireWritableAttestations(request.attestation, world);
  const startedAt = world.now().getTime();
  const secrets = tallySecrets();
  const result = await search(work, secrets, world, observers);
  const unattested = await tryToAttest({ ...work, result }, observers, world);
  const seconds = (world.now().getTime() - startedAt) / 1000;
  const { kept, failure } = await tryToKeep({ ...work, result }, observers.observe, world);
  warnOfUnmatched(result.unmatched, request, observers);
  observers.settle();
  const told = { ...request, seconds, kept, failure, secrets: secrets.text() };
  const code = reportDump(result, told, { world, observers });
  if (failure !== undefined) return exitCodeOf(failure);
  if (unattested !== undefined) throw unattested;
  return kept === undefined ? code : Math.max(code, keepingExitCode(kept));
}

/** Dumps the project, and writes a report of the secrets in it if one is wanted. */
async function search(
  work: SingleWork,
  secrets: SecretTally,
  world: World,
  observers: Observers,
): Promise<DumpResult> {
  const { report } = work.request.secrets;
  const path = report === undefined ? undefined : requireWritableReport(report, world);
  const writeReport = async () => {
    if (path === undefined) return;
    const context = { version: world.version, process: observers.process };
    const searches = [work.project.secrets];
    await writeSecretsReport(path, secrets.findings, { ...context, searches });
  };
  const result = await dumpWith(work, secrets, world, observers).catch(async (error: unknown) => {
    // Also of a dump that is refused, as far as it is known to be complete.
    if (secrets.isComplete) await writeReport();
    throw error;
  });
  await writeReport();
  return result;
}

async function dumpWith(
  work: SingleWork,
  secrets: SecretTally,
  world: World,
  observers: Observers,
): Promise<DumpResult> {
  const { request, project } = work;
  const sign = await openSigner(request.signing, world);
  await using renderPool = openRenderPool(request, world);
  const record = await openRecord(work, observers, world);
  return await dump(project, {
    process: observers.process,
    tool: world.tool,
    generatedAt: runTime(world),
    isReproducible: isTimeFixed(world),
    observe(event) {
      secrets.add(event);
      observers.observe(event);
    },
    signal: world.signal,
    ...(renderPool && { renderPool }),
    ...(record && { record }),
    ...(sign && { sign }),
  });
}

/** The new dump is already published, so a failure to archive or prune is reported beside it. */
async function tryToKeep(...args: Parameters<typeof keepDumps>) {
  try {
    return { kept: await keepDumps(...args), failure: undefined };
  } catch (failure) {
    return { kept: undefined, failure };
  }
}

/** The new dump is already published, and is reported before the error that is returned. */
async function tryToAttest(
  {
    request: { attestation },
    project,
    result,
  }: { request: SingleRequest; project: ProjectDump; result: DumpResult },
  { observe, process }: Observers,
  world: World,
): Promise<unknown> {
  const { path } = result;
  if (attestation === undefined || path === null) return undefined;
  try {
    const about = { root: project.selection.root, dumps: [{ ...result, path }] };
    await writeAttestations(attestation, about, { world, process, observe });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Names the option that replaces an existing file. */
async function dump(...[project, context]: Parameters<typeof dumpProject>) {
  try {
    return await dumpProject(project, context);
  } catch (cause) {
    const { destination } = project;
    const isTaken = cause instanceof CreateDumpError && cause.code === 'ALREADY_EXISTS';
    if (!isTaken || destination.kind !== 'file' || destination.replace === true) throw cause;
    const hint = 'With --force, a dump there is replaced.';
    throw new CreateDumpError('ALREADY_EXISTS', `${cause.message} ${hint}`, { cause });
  }
}
