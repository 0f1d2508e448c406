import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { findArchives, isArchiveFile, verifyArchived } from '@create-dump/batch-orchestrator';
import { CreateDumpError, displayPath, formatByteSize } from '@create-dump/core';
import {
  type DirectoryReport,
  openStreamSource,
  verifyDump,
  verifySnapshot,
  verifySnapshotDirectory,
} from '@create-dump/markdown-reader';
import { counted } from '../../counted.js';
import { exitCodes } from '../../exit-code.js';
import type { Observers } from '../../observing/open-observers.js';
import type { World } from '../../world.js';

export interface VerifyRequest {
  readonly paths: readonly string[];
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
  const reports: DirectoryReport[] = [];
  for await (const report of verifyAll(request.paths, world, observers)) {
    reports.push(report);
    if (!request.json) observers.aside(() => tell(report, request, world));
  }
  observers.settle();
  const ok = reports.every((report) => report.ok);
  if (request.json) {
    world.stdout.write(`${JSON.stringify({ command: 'verify', ok, dumps: reports }, null, 2)}\n`);
  }
  return ok ? exitCodes.done : exitCodes.integrity;
}

async function* verifyAll(
  paths: readonly string[],
  { stdin, cwd, temporaryDirectory: spoolDirectory, signal }: World,
  { observe }: Observers,
): AsyncGenerator<DirectoryReport> {
  const options = { spoolDirectory, signal, observe };
  for (const given of paths) {
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

function tell(
  report: DirectoryReport,
  { quiet, verbose }: VerifyRequest,
  { stdout, stderr }: World,
): void {
  const name = displayPath(report.path);
  if (report.ok) {
    const checksum = report.checksum === 'absent' ? ', no checksum file' : '';
    const tree = verbose ? `, tree digest ${report.treeSha256 ?? 'unknown'}` : '';
    if (!quiet)
      stdout.write(
        `${name}: OK (${counted(report.files, 'file')}, ${formatByteSize(report.bytes)}${checksum}${tree})\n`,
      );
    return;
  }
  stdout.write(`${name}: FAILED\n`);
  for (const { message } of report.problems) stderr.write(`  ${message}\n`);
  if (report.omitted > 0) stderr.write(`  and ${report.omitted} more problems\n`);
}
