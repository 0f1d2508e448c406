/*
 * `create-dump verify`: verifies dumps, archives and all snapshots in directories with @create-dump/markdown-reader and
 * @create-dump/snapshots. One line for each goes to standard output, problems to the observers; the exit code is 4 if any failed.
 */
import {
  counted,
  documentText,
  exitCodes,
  formatSummary,
  grouped,
  type Observers,
  salvageLine,
  timeText,
} from '@create-dump/observing';
import { displayPath, formatByteSize } from '@create-dump/core';
import { openRequestedTrust, type StoreRequest, type TrustRequest } from '@create-dump/commands';
import { addSignature, type SignedReport, signatureText } from './add-signature.js';
import { type PathsRequest, verifyPaths } from './verify-paths.js';
import type { World } from '../../process/world.js';

export interface VerifyRequest extends PathsRequest {
  readonly store: StoreRequest;
  readonly trust: TrustRequest | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Verifies dumps, archives and directories of them; returns the exit code. */
export async function runVerify(
  request: VerifyRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const reports: SignedReport[] = [];
  const access = { request: request.store, observe: observers.observe };
  const trust = await openRequestedTrust(request.trust, { world, observe: observers.observe });
  for await (const verified of verifyPaths(request, access, world)) {
    const report = await addSignature(verified, trust, { world, access });
    reports.push(report);
    if (!request.json) observers.aside(() => printReport(report, request, { world, observers }));
    reportProblems(report, observers);
  }
  observers.settle();
  const ok = reports.every((report) => report.ok);
  if (request.json) world.stdout.write(documentText('verify', { ok, dumps: reports }));
  else if (observers.notes.areWanted) printSummary(reports, { world, observers });
  return ok ? exitCodes.done : exitCodes.integrity;
}

interface Listeners {
  readonly world: Pick<World, 'stdout' | 'now'>;
  readonly observers: Observers;
}

function printReport(
  report: SignedReport,
  { quiet, verbose }: VerifyRequest,
  { world: { stdout }, observers: { paint } }: Listeners,
): void {
  const name = displayPath(report.path);
  if (!report.ok) {
    stdout.write(`${name}: ${paint('red', 'FAILED')}\n`);
    return;
  }
  if (quiet) return;
  const checksum = report.checksum === 'absent' ? ', no checksum file' : '';
  const tree = verbose ? `, tree digest ${report.treeSha256 ?? 'unknown'}` : '';
  const facts = `${counted(report.files, 'file')}, ${formatByteSize(report.bytes)}${checksum}${tree}${signatureText(report)}`;
  stdout.write(`${name}: ${paint('green', 'OK')} (${facts})\n`);
}

function reportProblems({ path, problems, omitted }: SignedReport, { observe }: Observers): void {
  const name = displayPath(path);
  const messages = problems.map(({ kind, message }) =>
    kind === 'malformed' ? `${message}${salvageLine(path)}` : message,
  );
  if (omitted > 0) messages.push(`And ${grouped(omitted)} more problems.`);
  for (const text of messages) {
    const message = text.includes(name) ? text : `${name}: ${text}`;
    observe({ type: 'problem-found', code: 'INTEGRITY', message, path });
  }
}

function printSummary(reports: readonly SignedReport[], { world, observers }: Listeners): void {
  const { notes, process } = observers;
  const failed = reports.filter(({ ok }) => !ok).length;
  const bytes = reports.reduce((sum, report) => sum + report.bytes, 0);
  const seconds = (world.now().getTime() - process.now.getTime()) / 1000;
  notes.write(
    formatSummary(
      [
        ['proven', counted(reports.length - failed, 'dump')],
        ['failed', failed > 0 ? notes.paint('red', grouped(failed)) : ''],
        ['time', timeText(seconds, bytes)],
      ],
      notes.paint,
    ),
  );
}
