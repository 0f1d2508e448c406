/*
 * `create-dump batch`: finds the projects (@create-dump/workspaces), gives each its settings (`prepare-projects`), and runs the
 * batch (@create-dump/batching) or prints its plan. The `report-…` modules print what came of it: a list, a plan or a result, for
 * people or as JSON.
 */
import { exitCodes, type Observers } from '@create-dump/observing';
import { type BatchContext, type BatchOptions, planBatch, runBatch } from '@create-dump/batching';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { createOwnOutputTest, userGitFiles } from '@create-dump/dumping';
import { findProjects } from '@create-dump/workspaces';
import type { SettingsFor } from '../configuration/settings-for.js';
import { resolveRoot } from '../selection/resolve-root.js';
import { openRenderPool } from '../process/open-render-pool.js';
import { isTimeFixed, runTime } from '../process/run-time.js';
import type { World } from '../process/world.js';
import { toDestination } from '../single/to-destination.js';
import { toKeeping } from '../keeping/to-keeping.js';
import { openQueue } from '../queue/open-queue.js';
import type { BatchRequest } from './batch-arguments.js';
import { openSigner } from '../evidence/open-signer.js';
import { requireWritableAttestations } from '../evidence/write-attestations.js';
import { attestBatch } from './attest-batch.js';
import { prepareProjects } from './prepare-projects.js';
import { requireWritableReport, writeSecretsReport } from '../secrets/secrets-report.js';
import { tallySecrets } from '../secrets/tally-secrets.js';
import { reportBatch } from './report-batch.js';
import { reportPlan } from './report-plan.js';
import { reportSharedPatterns } from './report-shared-patterns.js';
import { reportProjects } from './report-projects.js';

export interface BatchLine {
  readonly request: BatchRequest;
  /** Whether the projects are dumped strictly. */
  readonly strict: boolean;
  readonly settingsFor: SettingsFor;
}

/** Dumps the projects of a monorepo, lists them, or prints the plan; returns the exit code. */
export async function runBatchCommand(
  { request, strict, settingsFor }: BatchLine,
  world: World,
  observers: Observers,
): Promise<number> {
  const root = resolveRoot(world.cwd, request.root);
  const found = await find(root, request, world, observers);
  if (request.list) {
    observers.settle();
    await reportProjects(root, found, request, world);
    return exitCodes.done;
  }
  const queue = request.queue && (await openQueue(request.queue, world, observers));
  const projects = await prepareProjects({ root, found, settingsFor }, world, observers);
  const batch: PreparedBatch = {
    request: { ...request, strict },
    options: { ...toOptions(request, world), strict, root, projects },
    context: { ...toContext(world, observers), ...(queue && { runProjects: queue }) },
  };
  return request.dryRun ? plan(batch, world, observers) : run(batch, world, observers);
}

interface PreparedBatch {
  readonly request: BatchRequest & { readonly strict: boolean };
  readonly options: BatchOptions;
  readonly context: BatchContext;
}

async function plan(
  { request, options, context }: PreparedBatch,
  world: World,
  observers: Observers,
): Promise<number> {
  const planned = await planBatch(options, context);
  const refused = reportSharedPatterns(planned.unmatched, request, observers);
  observers.settle();
  const code = await reportPlan(planned, request, { world, observers });
  return Math.max(code, refused);
}

async function run(
  { request, options, context }: PreparedBatch,
  world: World,
  observers: Observers,
): Promise<number> {
  requireWritableAttestations(request.attestation, world);
  const sign = await openSigner(request.signing, world);
  await using renderPool = openRenderPool(request, world);
  const { secretsReport } = request;
  const reportPath = secretsReport && requireWritableReport(secretsReport, world);
  const secrets = tallySecrets();
  const observe: BatchContext['observe'] = (event) => {
    secrets.add(event);
    observers.observe(event);
  };
  const done = await runBatch(options, {
    ...context,
    observe,
    ...(renderPool && { renderPool }),
    ...(sign && { sign }),
  });
  if (reportPath !== undefined) {
    const context = { version: world.version, process: observers.process };
    const searches = options.projects.map(({ prepared }) =>
      prepared === undefined || 'failure' in prepared ? undefined : prepared.secrets,
    );
    await writeSecretsReport(reportPath, secrets.findings, { ...context, searches });
  }
  const { root, destination } = options;
  const failure = await attestBatch(done, { request, root, destination }, { world, observers });
  const refused = reportSharedPatterns(done.unmatched, request, observers);
  observers.settle();
  const report = { ...request, secrets: secrets.text() };
  const code = await reportBatch(done, report, { world, observers });
  if (failure !== undefined) throw failure;
  return Math.max(code, refused);
}

async function find(
  root: string,
  { dirs, pattern }: BatchRequest,
  world: World,
  { observe }: Observers,
) {
  const named = { ...(dirs && { dirs }), ...(pattern && { pattern }) };
  const isOwnOutput = createOwnOutputTest(root);
  const { projects, warnings } = await findProjects({
    root,
    ...named,
    isOwnOutput,
    userGitFiles: userGitFiles(world),
    signal: world.signal,
  });
  for (const message of warnings) {
    observe({ type: 'batch-event', event: { type: 'warned', message } });
  }
  if (projects.length > 0) return projects;
  throw new CreateDumpError(
    'USAGE',
    `There is no project in ${displayPath(root)}. Name directories with --dirs, or dump it as one with "create-dump single".`,
  );
}

function toOptions(request: BatchRequest, world: World): Omit<BatchOptions, 'root' | 'projects'> {
  const { nested, atomic, resume, wait, affected, timeout, mode, ledger, keeping } = request;
  const destination = toDestination(request, world);
  if (destination.kind !== 'directory') throw new Error('A batch goes into a directory');
  const { directory, prefix } = destination;
  return {
    destination: directory,
    nested,
    atomic,
    resume,
    wait,
    ledger,
    jobs: request.jobs ?? world.processors,
    ...(prefix !== undefined && { stem: prefix }),
    ...(timeout !== undefined && { timeout }),
    ...(mode !== undefined && { mode }),
    ...(affected !== undefined && { affected }),
    ...(keeping && { keeping: { ...toKeeping(keeping, directory), all: keeping.all } }),
  };
}

function toContext(world: World, observers: Observers): BatchContext {
  return {
    process: observers.process,
    tool: world.tool,
    generatedAt: runTime(world),
    isReproducible: isTimeFixed(world),
    observe: observers.observe,
    signal: world.signal,
    now: world.now,
  };
}
