import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stampToDate, toFsPath } from '@create-dump/core';
import { parseReportName, reportFormat, reportIndexHead } from '@create-dump/dumping';
import { openRegularFile, readHead } from '@create-dump/files';
import { identifyFile, type Proof, type RemovableItem } from '@create-dump/retention';
import type { BatchReport } from '../batch-report.js';

/** A report with its index. Its group is the root that it is about. */
export interface ReportItem extends RemovableItem {
  /** File names of the dumps that it names. */
  readonly dumps: readonly string[];
}

/**
 * Finds the reports in a destination that are proven to be ours: by name, by content, and by the content of the index beside it.
 * Anything else, and what can't be read, is left out.
 *
 * @param root Only reports about this root. Default: about any.
 */
export async function findReports(
  destination: string,
  root?: string,
): Promise<readonly ReportItem[]> {
  const found: ReportItem[] = [];
  for (const name of await readdir(toFsPath(destination), 'utf8')) {
    if (!name.endsWith('.json')) continue;
    const item = await toItem(destination, name);
    if (item !== undefined && (root === undefined || item.group === root)) found.push(item);
  }
  return found;
}

/** Reads a report once more: whether it, and its index if it has one, are still ours. */
export async function proveReport({ id, files }: ReportItem): Promise<Proof> {
  const isWhole = (await readReport(id)) !== undefined;
  const index = files.find(({ path }) => path !== id);
  return isWhole && (index === undefined || isOwnIndex(index.path)) ? 'proven' : 'unreadable';
}

async function toItem(destination: string, name: string): Promise<ReportItem | undefined> {
  const parsed = parseReportName(name);
  const time = parsed && stampToDate(parsed.stamp);
  if (parsed === undefined || time === undefined) return undefined;
  const id = join(destination, name);
  const report = await readReport(id);
  const json = await identifyFile(id);
  const indexPath = `${id.slice(0, -'.json'.length)}.md`;
  const index = await identifyFile(indexPath);
  if (report === undefined || typeof json !== 'object') return undefined;
  if (index !== undefined && (typeof index !== 'object' || !isOwnIndex(indexPath)))
    return undefined;
  const files = index === undefined ? [json] : [index, json];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const dumps = report.projects.flatMap(({ dump }) => (typeof dump === 'string' ? [dump] : []));
  return { id, group: report.root, time, sequence: parsed.sequence, size, files, dumps };
}

async function readReport(path: string): Promise<BatchReport | undefined> {
  try {
    await using file = await openRegularFile(path);
    const report = JSON.parse(await file.handle.readFile('utf8')) as BatchReport;
    const isOurs = report.format === reportFormat && report.version === 1;
    return isOurs && typeof report.root === 'string' && Array.isArray(report.projects)
      ? report
      : undefined;
  } catch {
    return undefined;
  }
}

function isOwnIndex(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/md$/, 'json');
  const head = readHead(path)?.toString('utf8') ?? '';
  return head.startsWith(reportIndexHead) && head.includes(`| Report | [${name}](${name}) |`);
}
