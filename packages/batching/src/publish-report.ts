import { existsSync } from 'node:fs';
import { link, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import type { BatchReport } from './batch-report.js';
import { countOutcomes, indexOf } from './batch-index.js';

export interface PublishedReport {
  /** Absolute, of the JSON document and of the index. */
  readonly reportPath: string;
  readonly indexPath: string;
}

/**
 * Writes a report and its index as `batch_{stamp}.json` and `.md`, or `…-1` and so on where such a name is taken.
 * @param stamp `YYYYMMDD_HHMMSS`
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function publishReport(
  report: BatchReport,
  { staging, destination, stamp }: Places,
): Promise<PublishedReport> {
  try {
    await writeWhole(join(staging, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    for (let sequence = 0; ; sequence++) {
      const stem = `batch_${stamp}${sequence === 0 ? '' : `-${sequence}`}`;
      const reportPath = join(destination, `${stem}.json`);
      const indexPath = join(destination, `${stem}.md`);
      if (existsSync(toFsPath(indexPath))) continue;
      if (!(await place(join(staging, 'report.json'), reportPath))) continue;
      await writeWhole(join(staging, 'report.md'), indexOf(report, `${stem}.json`));
      await place(join(staging, 'report.md'), indexPath);
      return { reportPath, indexPath };
    }
  } catch (cause) {
    const message = `The report of the batch can't be written into ${displayPath(destination)}: ${String(cause)}. Without it: ${countOutcomes(report.projects)}.`;
    throw new CreateDumpError('WRITE_FAILED', message, { cause });
  }
}

interface Places {
  readonly staging: string;
  readonly destination: string;
  readonly stamp: string;
}

async function writeWhole(path: string, text: string): Promise<void> {
  await using handle = await open(toFsPath(path), 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
}

/** False if the name is taken. */
async function place(from: string, to: string): Promise<boolean> {
  try {
    await link(toFsPath(from), toFsPath(to));
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS')
      throw error;
  }
  // No hard links here: an empty file holds the name for a moment.
  try {
    await (await open(toFsPath(to), 'wx', 0o600)).close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  await rename(toFsPath(from), toFsPath(to));
  return true;
}
