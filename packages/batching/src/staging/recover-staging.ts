import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CreateDumpError,
  displayPath,
  parseDumpName,
  type RecordAct,
  type SignBytes,
  toFsPath,
} from '@create-dump/core';
import { parseStagingName, reportStamp } from '@create-dump/dumping';
import {
  describeSystemError,
  errorCode,
  isRunOver,
  parseRunId,
  readTextFile,
  removeStaleTemporaries,
} from '@create-dump/files';
import type { BatchReport } from '../batch-report.js';
import { concludeReport } from '../reporting/conclude-report.js';
import { publishReport } from '../reporting/publish-report.js';
import { parseLedger } from './batch-ledger.js';
import { type Commit, finishCommit } from './publish-together.js';
import { readLastSign } from './sign-of-life.js';
import {
  commitName,
  isOwnDirectory,
  ledgerName,
  removeStaging,
  reportName,
} from './staging-directory.js';

export interface RecoveryOptions {
  /** Absolute. The caller has locked it. */
  readonly destination: string;
  readonly runId: string;
  /** Records publications in the ledger of the destination. */
  readonly record?: RecordAct | undefined;
  /** Signs dumps that are published. Without it, dumps that were to be signed are withdrawn. */
  readonly sign?: SignBytes | undefined;
  /** Permissions of reports that are written for killed runs. */
  readonly mode?: number | undefined;
  /** Receives a sentence about each staging directory that was found. */
  readonly warn: (message: string) => void;
}

/**
 * Cleans up after killed runs, and after killed processes that worked for one: removes the temporary files of any command; publishes dumps that a batch was publishing together,
 * removes other staged dumps, and writes the report that the batch would have written.
 *
 * @throws {CreateDumpError} `WRITE_FAILED` if that fails. The caller must not start a new run then.
 */
export async function recoverStaging(options: RecoveryOptions): Promise<void> {
  const { destination, runId, warn } = options;
  await removeStaleTemporaries({ directory: destination, runId });
  const names = await readdir(toFsPath(destination), 'utf8');
  for (const name of names) {
    const owner = parseStagingName(name);
    const path = join(destination, name);
    if (owner === undefined) continue;
    // A commit that another user planted could publish any file.
    const isOwn = await isOwnDirectory(path);
    const lastSign = readLastSign(path);
    if (!isOwn || !isRunOver(owner, runId, lastSign)) {
      const whose = isOwn ? 'a run that may be alive on another machine' : 'another user';
      warn(`${displayPath(path)} belongs to ${whose} and is left alone.`);
      continue;
    }
    try {
      const done = await recover(path, options);
      warn(`${describeRun(owner, lastSign)} was cleaned up: ${done}`);
    } catch (cause) {
      const reason = describeSystemError(cause).replace(/\.$/, '');
      const message = `${describeRun(owner, lastSign)} left ${displayPath(path)}, which can't be recovered: ${reason}. Nothing new was started. Fix the problem, or remove the directory to give up what is in it.`;
      throw new CreateDumpError('WRITE_FAILED', message, { cause });
    }
  }
}

async function recover(staging: string, options: RecoveryOptions): Promise<string> {
  const commit = turnBack(readCommit(staging), options);
  const report = await (commit === undefined
    ? readLedger(staging)
    : finish(commit, staging, options));
  const unpublished = commit?.direction === 'forward' ? 0 : await countUnpublished(staging);
  const stamp = report && reportStamp(report);
  const { destination, mode } = options;
  const place = { staging, destination, mode, stamp: stamp ?? '' };
  const isReported = (await countLinks(join(staging, reportName))) > 1;
  const published = report && !isReported ? await publishReport(report, place) : undefined;
  await removeStaging(staging);
  const done =
    commit?.direction === 'forward'
      ? `its ${commit.dumps.length} dumps have been published`
      : unpublished === 0
        ? 'it left no unpublished dump'
        : `${unpublished} unpublished ${unpublished === 1 ? 'dump was' : 'dumps were'} removed`;
  return `${done}${published === undefined ? '' : `; its report is ${displayPath(published.reportPath)}`}.`;
}

async function finish(
  commit: Commit,
  staging: string,
  { destination, runId, warn, record, sign }: RecoveryOptions,
): Promise<BatchReport> {
  const acts = { ...(record && { record }), ...(sign && { sign }) };
  const places = { staging, directory: destination, runId, warn, ...acts };
  const names = await finishCommit(commit, places);
  return concludeReport(commit.head, withNames(commit.reports, names), null);
}

/** Dumps that were to be signed aren't published without signatures. */
function turnBack(commit: Commit | undefined, { sign }: RecoveryOptions): Commit | undefined {
  if (commit?.isSigned !== true || sign !== undefined) return commit;
  return { ...commit, direction: 'back' };
}

/** Completes the reports of a commit's projects with the names of their dumps; those without one were withheld. */
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
      message: 'Not all dumps could be published.',
    } as const;
    return { ...report, outcome: 'withheld' as const, reason, sha256: null };
  });
}

function readCommit(staging: string): Commit | undefined {
  const text = readIfPresent(join(staging, commitName));
  if (text === undefined) return undefined;
  const commit = JSON.parse(text) as Commit;
  const foreign = commit.dumps.find(({ dump }) => dump.staged !== basename(dump.staged));
  if (foreign === undefined) return commit;
  throw new Error(`${commitName} names ${displayPath(foreign.dump.staged)}, which isn't staged.`);
}

function readLedger(staging: string): BatchReport | undefined {
  const text = readIfPresent(join(staging, ledgerName));
  const ledger = text === undefined ? undefined : parseLedger(text);
  return ledger && concludeReport(ledger.head, ledger.reports, null);
}

function readIfPresent(path: string): string | undefined {
  const read = readTextFile(path, largest);
  if ('wrong' in read) throw new Error(`${basename(path)} ${read.wrong}`);
  return 'text' in read ? read.text : undefined;
}

/** In MiB: some kilobytes for each of many thousand projects. */
const largest = 256;

/** How many dumps in the staging directory aren't published. */
async function countUnpublished(staging: string): Promise<number> {
  const names = await readdir(toFsPath(staging), 'utf8');
  const dumps = names.filter((name) => parseDumpName(name) !== undefined);
  const links = await Promise.all(dumps.map((name) => countLinks(join(staging, name))));
  return links.filter((count) => count === 1).length;
}

/** A published file has a second link. 0 if there is no such file. */
async function countLinks(path: string): Promise<number> {
  try {
    return (await lstat(toFsPath(path))).nlink;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

function describeRun(runId: string, lastSign: number | undefined): string {
  const owner = parseRunId(runId);
  const since = owner && `${new Date(owner.startedAt).toISOString().slice(0, 19)}Z`;
  return `A killed ${lastSign === undefined ? 'batch' : 'worker'} (process ${owner?.pid}, started ${since})`;
}
