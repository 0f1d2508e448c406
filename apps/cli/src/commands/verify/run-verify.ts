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
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { findArchives, isArchiveFile, verifyArchived } from '@create-dump/snapshots';
import { CreateDumpError, displayPath, formatByteSize } from '@create-dump/core';
import {
  type DirectoryReport,
  openStreamSource,
  verifyDump,
  verifySnapshot,
  verifySnapshotDirectory,
} from '@create-dump/markdown-reader';
import { resolveDumps } from '../../inputs/resolve-dump.js';
import { openRequestedTrust, type TrustRequest } from '@create-dump/commands';
import { addSignature, type SignedReport, signatureText } from './add-signature.js';
import type { SelectorScope } from '../selector-arguments.js';
import { readerWorkers } from '../../inputs/reader-workers.js';
import type { World } from '../../process/world.js';

export interface VerifyRequest {
  readonly paths: readonly string[];
  readonly scope: SelectorScope;
  readonly trust: TrustRequest | undefined;
  readonly workers: (world: Pick<World, 'processors'>) => number;
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
  const trust = await openRequestedTrust(request.trust, { world, observe: observers.observe });
  for await (const verified of verifyAll(request, world, observers)) {
    const report = await addSignature(verified, trust, world);
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

async function* verifyAll(
  { paths, scope, workers }: VerifyRequest,
  world: World,
  { observe }: Observers,
): AsyncGenerator<DirectoryReport> {
  const { stdin, cwd, temporaryDirectory: spoolDirectory, signal } = world;
  const threads = readerWorkers(workers(world), world);
  const options = { spoolDirectory, signal, observe, workers: threads };
  for (const given of await resolveDumps(paths, scope, world)) {
    if (given === '-') {
      using source = await openStreamSource(stdin, { ...options, name: 'standard input' });
      yield { ...(await verifyDump(source, options)), path: '-', checksum: 'absent' };
      continue;
    }
    const path = resolve(cwd, given);
    if (!isDirectory(path)) {
      const verify = isArchiveFile(path) ? verifyArchived : verifySnapshot;
      yield await verify(path, options);
      continue;
    }
    let found = 0;
    for await (const report of verifySnapshotDirectory(path, options)) {
      found++;
      yield report;
    }
    for (const archive of await findArchives(path)) {
      found++;
      yield await verifyArchived(archive, options);
    }
    if (found === 0) throw nothingToVerify(given);
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function nothingToVerify(directory: string): CreateDumpError {
  return new CreateDumpError(
    'NO_FILES_CHOSEN',
    `There is no snapshot in ${displayPath(directory)}.`,
  );
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
