import { resolve } from 'node:path';
import { displayPath, formatByteSize } from '@create-dump/core';
import {
  type ExistingPolicy,
  restoreDump,
  type RestorePlan,
  type RestoreResult,
} from '@create-dump/markdown-reader';
import { exitCodes } from '../../exit-code.js';
import type { World } from '../../world.js';
import { openDumpSource } from '../open-dump-source.js';

export interface RestoreRequest {
  readonly dump: string;
  readonly to: string;
  readonly files: readonly string[] | undefined;
  readonly existing: ExistingPolicy;
  readonly verify: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Restores a dump; returns the exit code: 3 if a file in it couldn't be given back exactly. */
export async function runRestore(request: RestoreRequest, world: World): Promise<number> {
  using source = await openDumpSource(request.dump, world);
  const { existing, verify, dryRun, files, json, verbose } = request;
  const result = await restoreDump(source, {
    target: resolve(world.cwd, request.to),
    existing,
    verify,
    dryRun,
    signal: world.signal,
    ...(files && { files }),
    ...(verbose && !json && { onPlan: (plan) => tellPlan(plan, world) }),
  });
  if (json) {
    world.stdout.write(`${JSON.stringify({ command: 'restore', dryRun, ...result }, null, 2)}\n`);
  } else {
    tell(result, request, world);
  }
  return result.notExact.length > 0 ? exitCodes.partly : exitCodes.done;
}

function tellPlan({ actions }: RestorePlan, { stderr }: World): void {
  stderr.write(actions.map(({ type, record }) => `${type} ${displayPath(record.path)}\n`).join(''));
}

const shownFiles = 10;

function tell(
  result: RestoreResult,
  { dryRun, quiet, verbose }: RestoreRequest,
  { stdout, stderr }: World,
): void {
  const { target, created, replaced, kept, bytes, notExact } = result;
  const counts = [
    `${created} created`,
    ...(replaced > 0 ? [`${replaced} replaced`] : []),
    ...(kept > 0 ? [`${kept} the same already`] : []),
  ].join(', ');
  stdout.write(
    dryRun ? `would restore to ${target}: ${counts}; nothing was written\n` : `${target}\n`,
  );
  if (quiet) return;
  if (!dryRun && (verbose || stderr.isTTY === true))
    stderr.write(`${counts}; ${formatByteSize(bytes)}\n`);
  const shown = verbose ? notExact : notExact.slice(0, shownFiles);
  for (const { path, reason } of shown) {
    stderr.write(`create-dump: warning: not exact: ${displayPath(path)} (${reason})\n`);
  }
  if (shown.length < notExact.length) {
    stderr.write(`create-dump: and ${notExact.length - shown.length} more (--verbose shows all)\n`);
  }
}
