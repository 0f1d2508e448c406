/*
 * `create-dump audit`: `audit-command` reads the arguments, `runAuditCommand` (here) has @create-dump/snapshots take stock, read and
 * record. What was read, or would be, goes to standard output, and what is wrong to the observers.
 */
import {
  documentText,
  exitCodes,
  type Observers,
  terminalWidth,
  writeAll,
} from '@create-dump/observing';
import { resolve } from 'node:path';
import { type AuditReport, auditSnapshots } from '@create-dump/snapshots';
import type { World } from '../process/world.js';
import type { AuditRequest } from './audit-arguments.js';
import { openSigner } from '../evidence/open-signer.js';
import { checkpointNamespace, openRequestedTrust } from '../evidence/open-trust.js';
import { type AuditedSignatures, auditDocument } from './audit-document.js';
import { auditSummary, auditTable } from './audit-lines.js';
import { judgeCheckpoint } from './judge-checkpoint.js';
import { judgeSignatures } from './judge-signatures.js';
import { readCheckpoint, requireWritableCheckpoint, writeCheckpoint } from './checkpoint-file.js';

/** Audits a directory, or prints the plan; returns the exit code. */
export async function runAuditCommand(
  request: AuditRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const { sample, budget, maxAge, adopt, mode, dryRun } = request;
  const toPath = (given: string | undefined) =>
    given === undefined ? undefined : resolve(world.cwd, given);
  const checkpoint = readCheckpoint(toPath(request.checkpoint));
  const checkpointOut = toPath(request.checkpointOut);
  if (checkpointOut !== undefined) requireWritableCheckpoint(checkpointOut);
  const { process, observe } = observers;
  const sign = dryRun
    ? undefined
    : await openSigner(
        request.signing && { ...request.signing, namespace: checkpointNamespace },
        world,
      );
  const checkpointSignature = await judgeCheckpoint(
    toPath(request.checkpoint),
    request.trust,
    world,
  );
  const trust = await openRequestedTrust(request.trust, { world, observe });
  const directory = resolve(world.cwd, request.directory);
  const report = await auditSnapshots(
    {
      directory,
      policy: {
        ...(sample !== undefined && { sample }),
        ...(budget !== undefined && { budget }),
        ...(maxAge !== undefined && { maxAge }),
      },
      dryRun,
      adopt,
      ...(mode !== undefined && { mode }),
      ...(checkpoint && { checkpoint }),
    },
    { process, observe, now: world.now, signal: world.signal },
  );
  const { temporaryDirectory: spoolDirectory, signal } = world;
  const items =
    trust && (await judgeSignatures(report, { directory, trust, spoolDirectory, signal }));
  const signatures = { items, checkpoint: checkpointSignature?.report };
  observers.settle();
  await print(report, signatures, request, { stdout: world.stdout, observers });
  reportProblems(report, observers);
  const unsigned = [
    ...(checkpointSignature?.message === undefined ? [] : [checkpointSignature.message]),
    ...(items ?? []).flatMap(({ message }) => message ?? []),
  ];
  for (const message of unsigned) observe({ type: 'problem-found', code: 'INTEGRITY', message });
  if (checkpointOut !== undefined && !dryRun) {
    await writeCheckpoint(report, { path: checkpointOut, process, observe, sign });
  }
  return unsigned.length > 0 ? exitCodes.integrity : auditExitCode(report);
}

async function print(
  report: AuditReport,
  signatures: AuditedSignatures,
  { json, quiet, verbose }: AuditRequest,
  { stdout, observers }: Pick<World, 'stdout'> & { readonly observers: Observers },
): Promise<void> {
  const { notes, paint } = observers;
  const document = () => documentText('audit', auditDocument(report, signatures));
  observers.present({ document });
  if (json) {
    await writeAll(stdout, document());
    return;
  }
  const width = terminalWidth(stdout, { verbose });
  await writeAll(stdout, auditTable(report, { quiet, verbose, paint, width }));
  if (notes.areWanted) notes.write(auditSummary(report, signatures, notes.paint));
}

/** Names what determines the exit code. */
function reportProblems(report: AuditReport, { observe }: Pick<Observers, 'observe'>): void {
  const { problems, omitted } = report.ledger;
  const tell = (message: string, path?: string) =>
    observe({ type: 'problem-found', code: 'INTEGRITY', message, ...(path && { path }) });
  for (const { message } of problems) tell(`The ledger is broken. ${message}`);
  if (omitted > 0) tell(`The ledger has ${omitted} more breaks.`);
  for (const { item, state, message } of report.items) {
    if (wrongStates.has(state) && message !== null) tell(message, item);
  }
  for (const { code, message } of report.failures)
    observe({ type: 'problem-found', code, message });
}

const wrongStates: ReadonlySet<string> = new Set(['damaged', 'missing', 'unrecorded']);

function auditExitCode({ counts, ledger, failures }: AuditReport): number {
  const { damaged, missing, unrecorded } = counts;
  if (damaged + missing + unrecorded + ledger.problems.length > 0) return exitCodes.integrity;
  return failures.length > 0 ? exitCodes.partly : exitCodes.done;
}
