import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  decodePath,
  displayPath,
  parseChecksumLine,
  toFsPath,
} from '@create-dump/core';
import type { CompleteOptions } from './complete-batch.js';
import { reportFormat } from '@create-dump/dumping';
import type { BatchReport, ProjectReport } from './batch-report.js';
import { parseReportName } from '@create-dump/dumping';

export interface LastReport {
  readonly name: string;
  /** Projects that need not be dumped again, by directory. */
  readonly done: ReadonlyMap<string, ProjectReport>;
}

/**
 * Reads the report of the last run in a destination, which must not have ended well.
 * @throws {CreateDumpError} `USAGE` if there is nothing to resume.
 */
export async function readLastReport({
  destination,
  root,
}: Pick<CompleteOptions, 'destination' | 'root'>): Promise<LastReport> {
  const name = await findLast(destination);
  if (name === undefined)
    throw nothing(`there is no report of a batch in ${displayPath(destination)}`);
  const path = join(destination, name);
  const report = await readReport(path);
  if (report.root !== root) {
    throw nothing(`${displayPath(path)} is about another root, ${displayPath(report.root)}`);
  }
  if (report.outcome === 'done') throw nothing(`the last run ended well (${displayPath(path)})`);
  const done = new Map<string, ProjectReport>();
  for (const project of report.projects) {
    if (await isDone(project, destination)) {
      const outcome = project.outcome === 'dumped' ? 'kept' : project.outcome;
      done.set(project.directory, { ...project, outcome });
    }
  }
  return { name, done };
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

async function readReport(path: string): Promise<BatchReport> {
  try {
    const report = JSON.parse(await readFile(toFsPath(path), 'utf8')) as BatchReport;
    if (report.format === reportFormat && report.version === 1) return report;
  } catch (cause) {
    const message = `The report ${displayPath(path)} can't be read: ${String(cause)}. Run without --resume.`;
    throw new CreateDumpError('USAGE', message, { cause });
  }
  throw nothing(`${displayPath(path)} is no report of a batch that this version knows`);
}

/** A dump that is gone, or is another one by now, is missing as well. */
async function isDone(
  { outcome, dump, sha256 }: ProjectReport,
  destination: string,
): Promise<boolean> {
  if (outcome === 'unaffected') return true;
  if ((outcome !== 'dumped' && outcome !== 'kept') || dump === null) return false;
  try {
    const checksum = await readFile(toFsPath(join(destination, checksumName(dump))));
    const line = parseChecksumLine(decodePath(checksum));
    await access(toFsPath(join(destination, dump)));
    return line?.fileName === dump && line.sha256 === sha256;
  } catch {
    return false;
  }
}

function nothing(reason: string): CreateDumpError {
  return new CreateDumpError('USAGE', `Nothing to resume: ${reason}. Run without --resume.`);
}
