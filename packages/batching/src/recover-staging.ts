import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CreateDumpError, displayPath, parseDumpName, toFsPath } from '@create-dump/core';
import { isRunOver, parseRunId, readOwnUser, removeStaleTemporaries } from '@create-dump/files';
import { concludeReport, parseLedger } from './batch-ledger.js';
import type { BatchReport } from './batch-report.js';
import { type Commit, finishCommit } from './publish-together.js';
import { publishReport } from './publish-report.js';
import { reportStamp } from '@create-dump/dumping';
import { commitName, progressName, removeStaging } from './staging.js';
import { parseStagingName } from '@create-dump/dumping';

export interface RecoveryOptions {
  /** Absolute; locked by the caller. */
  readonly destination: string;
  readonly runId: string;
  /** Is told what was found and done. */
  readonly warn: (message: string) => void;
}

/**
 * Finishes or removes what batches that were killed have left in the destination: dumps that were to be published at once
 * are, others are removed, and the report says how far the run came.
 * @throws {CreateDumpError} `WRITE_FAILED` if it can't be finished; then nothing new should be begun.
 */
export async function recoverStaging(options: RecoveryOptions): Promise<void> {
  const { destination, runId, warn } = options;
  const names = await readdir(toFsPath(destination), 'utf8');
  for (const name of names) {
    const owner = parseStagingName(name);
    const path = join(destination, name);
    if (owner === undefined) continue;
    const stats = await lstat(toFsPath(path));
    // What another user has put there could name any file to be published.
    const isOwn = stats.isDirectory() && stats.uid === (readOwnUser() ?? stats.uid);
    if (!isOwn || !isRunOver(owner, runId)) {
      const whose = isOwn ? 'a run that may be alive on another machine' : 'another user';
      warn(`${displayPath(path)} belongs to ${whose}. It stays.`);
      continue;
    }
    await removeStaleTemporaries({ directory: destination, runId });
    try {
      warn(`${describeRun(owner)}: ${await recover(path, options)}`);
    } catch (cause) {
      const message = `What a batch that was killed left in ${displayPath(path)} can't be finished: ${messageOf(cause)} Nothing else was begun. Mend that, or remove the directory to go on without it.`;
      throw new CreateDumpError('WRITE_FAILED', message, { cause });
    }
  }
}

async function recover(staging: string, options: RecoveryOptions): Promise<string> {
  const commit = await readCommit(staging);
  const report = await (commit === undefined
    ? readLedger(staging)
    : finish(commit, staging, options));
  const unpublished = commit?.direction === 'forward' ? 0 : await countDumps(staging);
  const stamp = report && reportStamp(report);
  const place = { staging, destination: options.destination, stamp: stamp ?? '' };
  const isReported = (await countLinks(join(staging, 'report.json'))) > 1;
  const published = report && !isReported ? await publishReport(report, place) : undefined;
  await removeStaging(staging);
  const done =
    commit?.direction === 'forward'
      ? `its ${commit.dumps.length} dumps are published now`
      : unpublished === 0
        ? 'it left no unpublished dump'
        : `${unpublished} unpublished ${unpublished === 1 ? 'dump was' : 'dumps were'} removed`;
  return `${done}${published === undefined ? '' : `; its report is ${displayPath(published.reportPath)}`}.`;
}

async function finish(
  commit: Commit,
  staging: string,
  { destination, runId, warn }: RecoveryOptions,
): Promise<BatchReport> {
  const names = await finishCommit(commit, { staging, directory: destination, runId, warn });
  return concludeReport(commit.head, withNames(commit.reports, names), null);
}

/** The reports of a commit's projects: with the names that their dumps got, or as withheld. */
function withNames(
  reports: Commit['reports'],
  names: ReadonlyMap<string, string> | undefined,
): Commit['reports'] {
  return reports.map((report) => {
    if (report.outcome !== 'dumped' && report.outcome !== 'partly') return report;
    const dump = names?.get(report.directory);
    if (dump !== undefined) return { ...report, dump };
    const reason = {
      code: 'WITHHELD',
      message: 'The dumps could not all be published.',
    } as const;
    return { ...report, outcome: 'withheld' as const, reason, sha256: null };
  });
}

async function readCommit(staging: string): Promise<Commit | undefined> {
  const text = await readIfThere(join(staging, commitName));
  if (text === undefined) return undefined;
  const commit = JSON.parse(text) as Commit;
  const foreign = commit.dumps.find(({ dump }) => dump.staged !== basename(dump.staged));
  if (foreign === undefined) return commit;
  throw new Error(`${commitName} names ${displayPath(foreign.dump.staged)}, which isn't staged.`);
}

async function readLedger(staging: string): Promise<BatchReport | undefined> {
  const text = await readIfThere(join(staging, progressName));
  const ledger = text === undefined ? undefined : parseLedger(text);
  return ledger && concludeReport(ledger.head, ledger.reports, null);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(toFsPath(path), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Of dumps that aren't published. */
async function countDumps(staging: string): Promise<number> {
  const names = await readdir(toFsPath(staging), 'utf8');
  const dumps = names.filter((name) => parseDumpName(name) !== undefined);
  const links = await Promise.all(dumps.map((name) => countLinks(join(staging, name))));
  return links.filter((count) => count === 1).length;
}

/** Of what is published, there is a second link; 0 if there is no such file. */
async function countLinks(path: string): Promise<number> {
  try {
    return (await lstat(toFsPath(path))).nlink;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function describeRun(runId: string): string {
  const owner = parseRunId(runId);
  const since = owner && `${new Date(owner.startedAt).toISOString().slice(0, 19)}Z`;
  return `A batch that was killed (process ${owner?.pid}, started ${since}) is tidied up`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
