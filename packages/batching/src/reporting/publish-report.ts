/*
 * The report of a batch. Each project's outcome becomes a `ProjectReport`, `concludeReport` assembles them, and
 * `publishReport` puts the JSON document and a Markdown index for people into the destination, under names that are never
 * overwritten.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { createPlacement, describeSystemError } from '@create-dump/files';
import type { BatchReport } from '../batch-report.js';
import { indexName, reportName } from '../staging/staging-directory.js';
import { writeDurably } from '../staging/write-durably.js';
import { countOutcomes, formatIndex } from './batch-index.js';

export interface PublishedReport {
  /** Absolute path of the JSON document. */
  readonly reportPath: string;
  /** Absolute path of the Markdown index. */
  readonly indexPath: string;
}

interface ReportPlaces {
  readonly staging: string;
  readonly destination: string;
  /** `YYYYMMDD_HHMMSS`. */
  readonly stamp: string;
  /** Permissions of both files. */
  readonly mode?: number | undefined;
}

/**
 * Writes a report and its index as `batch_{stamp}.json` and `.md`, or with `-1`, `-2` and so on where a name is taken.
 *
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function publishReport(
  report: BatchReport,
  { staging, destination, stamp, mode }: ReportPlaces,
): Promise<PublishedReport> {
  // Publishing the dumps has already warned of a file system without hard links.
  const { reserving: place } = createPlacement(() => {});
  try {
    const json = await writeDurably(
      join(staging, reportName),
      `${JSON.stringify(report, null, 2)}\n`,
      mode,
    );
    for (let sequence = 0; ; sequence++) {
      const stem = `batch_${stamp}${sequence === 0 ? '' : `-${sequence}`}`;
      const reportPath = join(destination, `${stem}.json`);
      const indexPath = join(destination, `${stem}.md`);
      if (existsSync(toFsPath(indexPath))) continue;
      if (!place(json, reportPath)) continue;
      const index = formatIndex(report, `${stem}.json`);
      place(await writeDurably(join(staging, indexName), index, mode), indexPath);
      return { reportPath, indexPath };
    }
  } catch (cause) {
    const message = `The batch report can't be written to ${displayPath(destination)}: ${describeSystemError(cause)}. It would say: ${countOutcomes(report.projects)}.`;
    throw new CreateDumpError('WRITE_FAILED', message, { cause });
  }
}
