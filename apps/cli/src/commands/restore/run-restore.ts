/*
 * `create-dump restore`: writes the tree of a dump, verified, into a directory (here), or recovers what it can from a damaged one
 * (`run-salvage`). Both print the target directory or a plan; files that aren't exact are reported to the observers.
 */
import { documentText, exitCodes, namedOrCounted, type Observers } from '@create-dump/observing';
import { resolve } from 'node:path';
import { displayPath } from '@create-dump/core';
import { type ExistingPolicy, restoreDump, type RestorePlan } from '@create-dump/markdown-reader';
import { createRunId, isRunOver } from '@create-dump/files';
import { openDumpSource } from '../../inputs/open-dump-source.js';
import { resolveDump } from '../../inputs/resolve-dump.js';
import type { SelectorScope } from '../selector-arguments.js';
import { readerWorkers } from '../../inputs/reader-workers.js';
import type { World } from '../../process/world.js';
import { openRequestedTrust, type StoreRequest, type TrustRequest } from '@create-dump/commands';
import { requireSignature } from './require-signature.js';
import { warnOfPatterns } from './warn-of-patterns.js';
import { reportRestored } from './report-restored.js';
import { runSalvage } from './run-salvage.js';

export interface RestoreRequest {
  readonly dump: string;
  readonly scope: SelectorScope;
  readonly store: StoreRequest;
  readonly to: string;
  readonly files: readonly string[] | undefined;
  readonly existing: ExistingPolicy;
  readonly allowGitDirectory: boolean;
  readonly verify: boolean;
  readonly trust: TrustRequest | undefined;
  readonly salvage: boolean;
  readonly workers: (world: Pick<World, 'processors'>) => number;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Restores a dump; returns the exit code, 3 if a file couldn't be restored exactly. */
export async function runRestore(
  request: RestoreRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const access = { request: request.store, observe: observers.observe };
  const dump = await resolveDump(request.dump, request.scope, world, access);
  const trust = await openRequestedTrust(request.trust, { world, observe: observers.observe });
  using source = await openDumpSource(dump, world, access);
  if (trust !== undefined) await requireSignature(source, dump, { trust, world, access });
  const { existing, allowGitDirectory, verify, dryRun, files, json, verbose } = request;
  const runId = createRunId(observers.process);
  const options = {
    target: resolve(world.cwd, request.to),
    existing,
    allowGitDirectory,
    dryRun,
    signal: world.signal,
    observe: observers.observe,
    runId,
    isRunDead: (other: string) => isRunOver(other, runId),
    ...(files && { files }),
    ...(verbose &&
      !json && {
        onPlan: (plan: RestorePlan) => observers.aside(() => printPlan(plan, observers)),
      }),
  };
  if (request.salvage) return await runSalvage(source, { ...request, options }, world, observers);
  const { unmatched, ...result } = await restoreDump(source, {
    ...options,
    verify,
    workers: readerWorkers(request.workers(world), world),
  });
  warnOfPatterns(unmatched, observers);
  const notExact = result.notExact.map(
    ({ path, reason }) => `not exact: ${displayPath(path)} (${reason})`,
  );
  for (const message of namedOrCounted(notExact, 'not exact', request))
    observers.observe({ type: 'warned', message });
  observers.settle();
  if (json)
    world.stdout.write(
      documentText('restore', { dryRun, ...result, warnings: observers.warnings() }),
    );
  else reportRestored(result, request, { world, observers });
  return result.notExact.length > 0 ? exitCodes.partly : exitCodes.done;
}

function printPlan({ actions }: RestorePlan, { notes }: Observers): void {
  notes.write(actions.map(({ type, record }) => `${type} ${displayPath(record.path)}\n`).join(''));
}
