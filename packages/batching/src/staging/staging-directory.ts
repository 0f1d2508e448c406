/*
 * The directory inside the destination in which a batch stages its dumps, and everything that makes a killed run recoverable.
 * The ledger records each project's outcome as it happens; a commit records which dumps are about to be published together;
 * `recoverStaging` finishes or removes what an earlier run left. Its files have fixed names, so that any later run finds them.
 */
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDumpError, displayPath, parseDumpName, toFsPath } from '@create-dump/core';
import { stagingName } from '@create-dump/dumping';
import { isTemporaryName, readOwnUser, toFailure } from '@create-dump/files';

/** The commit: as long as it exists, the next run finishes what a killed run was publishing. */
export const commitName = 'commit.json';
/** The commit while it is written. */
export const unfinishedCommitName = `${commitName}.tmp`;
/** The ledger, with one line for each finished project. */
export const ledgerName = 'progress.jsonl';
/** Written again and again by a process that works for the run of another one. */
export const aliveName = 'alive';
/** The report and its index, before they are published. */
export const reportName = 'report.json';
export const indexName = 'report.md';

/**
 * Creates the staging directory of a run inside the destination, so that publishing stays within one file system.
 *
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function makeStaging(destination: string, runId: string): Promise<string> {
  const path = join(destination, stagingName(runId));
  try {
    await mkdir(toFsPath(path), { mode: 0o700 });
    return path;
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `creating ${displayPath(path)}`);
  }
}

/** The error that says that someone removed the staging directory; undefined as long as it is there. */
export function findStagingLoss(path: string): CreateDumpError | undefined {
  if (existsSync(toFsPath(path))) return undefined;
  const message = `The staging directory ${displayPath(path)} was removed during the run. Run again.`;
  return new CreateDumpError('WRITE_FAILED', message);
}

/** Whether a path is a directory, and this user's. */
export async function isOwnDirectory(path: string): Promise<boolean> {
  const stats = await lstat(toFsPath(path));
  return stats.isDirectory() && stats.uid === (readOwnUser() ?? stats.uid);
}

/** Removes a staging directory and the files that a batch puts there. Rejects with the system's error if anything else is in it. */
export async function removeStaging(path: string): Promise<void> {
  const names = (await readdir(toFsPath(path), 'utf8')).filter(isStagedName);
  // Ledger and commit go first: a run that is killed from here on leaves nothing to finish.
  const first = [ledgerName, commitName].filter((name) => names.includes(name));
  for (const name of new Set([...first, ...names])) await unlink(toFsPath(join(path, name)));
  await rmdir(toFsPath(path));
}

const ownNames = new Set([
  commitName,
  unfinishedCommitName,
  ledgerName,
  aliveName,
  reportName,
  indexName,
]);

function isStagedName(name: string): boolean {
  const asDump = name.replace(/\.sha256$/, '.md');
  return ownNames.has(name) || isTemporaryName(name) || parseDumpName(asDump) !== undefined;
}
