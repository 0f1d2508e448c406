import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checksumName, CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { parseReportName, reportFormat } from '@create-dump/dumping';
import { describeSystemError, readStatedDigest, readTextFile } from '@create-dump/files';
import type { BatchReport, ProjectReport } from '../batch-report.js';
import type { CompleteOptions } from '../fill-in-defaults.js';

export interface LastReport {
  readonly name: string;
  /** Projects that don't need another dump, by directory. */
  readonly done: ReadonlyMap<string, ProjectReport>;
}

/**
 * Reads the report of the last run in a destination, in order to resume that run.
 *
 * @throws {CreateDumpError} `USAGE` if there is nothing to resume: no report, one of another root, or one of a successful run.
 */
export async function readLastReport({
  destination,
  root,
}: Pick<CompleteOptions, 'destination' | 'root'>): Promise<LastReport> {
  const name = await findLast(destination);
  if (name === undefined) throw nothing(`${displayPath(destination)} contains no batch report`);
  const path = join(destination, name);
  const report = readReport(path);
  if (report.root !== root) {
    throw nothing(
      `${displayPath(path)} is the report of another root, ${displayPath(report.root)}`,
    );
  }
  if (report.outcome === 'done') throw nothing(`the last run succeeded (${displayPath(path)})`);
  const done = new Map<string, ProjectReport>();
  for (const project of report.projects) {
    if (await isDone(project, destination)) {
      const outcome = project.dump === null ? project.outcome : 'kept';
      done.set(project.directory, { ...project, outcome });
    }
  }
  return { name, done };
}

/** The newest report in a destination; undefined if there is none. Throws for one that can't be read. */
export async function findLastReport(destination: string): Promise<BatchReport | undefined> {
  const name = await findLast(destination);
  return name === undefined ? undefined : readReport(join(destination, name));
}

async function findLast(destination: string): Promise<string | undefined> {
  const found = (await readdir(toFsPath(destination), 'utf8'))
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const parsed = parseReportName(name);
      return parsed === undefined ? [] : [{ name, ...parsed }];
    })
    .sort((a, b) => (a.stamp === b.stamp ? b.sequence - a.sequence : a.stamp < b.stamp ? 1 : -1));
  return found[0]?.name;
}

/** In MiB: some kilobytes for each of many thousand projects. */
const largestReport = 256;

function readReport(path: string): BatchReport {
  const read = readTextFile(path, largestReport);
  if (!('text' in read)) {
    const wrong = 'wrong' in read ? read.wrong : 'has vanished';
    throw new CreateDumpError(
      'USAGE',
      `The report ${displayPath(path)} ${wrong}. Run without --resume.`,
    );
  }
  try {
    const report = JSON.parse(read.text) as BatchReport;
    if (report.format === reportFormat && report.version === 1) return report;
  } catch (cause) {
    const message = `The report ${displayPath(path)} can't be read: ${describeSystemError(cause)}. Run without --resume.`;
    throw new CreateDumpError('USAGE', message, { cause });
  }
  throw nothing(`${displayPath(path)} is not a batch report that this version can read`);
}

/** Whether the project's dump is still there, with the checksum in the report; a missing or replaced dump has to be made again. */
async function isDone(
  { outcome, dump, sha256 }: ProjectReport,
  destination: string,
): Promise<boolean> {
  if (outcome === 'unaffected') return true;
  if (!['dumped', 'unchanged', 'kept'].includes(outcome) || dump === null) return false;
  try {
    const stated = readStatedDigest(join(destination, checksumName(dump)), dump);
    await access(toFsPath(join(destination, dump)));
    return stated !== undefined && stated === sha256;
  } catch {
    return false;
  }
}

function nothing(reason: string): CreateDumpError {
  return new CreateDumpError('USAGE', `Nothing to resume: ${reason}. Run without --resume.`);
}
