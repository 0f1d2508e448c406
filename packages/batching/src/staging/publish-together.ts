import { existsSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { displayPath, formatDumpName, toFsPath } from '@create-dump/core';
import { syncDirectory, toFailure } from '@create-dump/files';
import {
  type PublishStagedOptions,
  publishStagedDump,
  type StagedDump,
  withdrawStagedDump,
} from '@create-dump/publisher';
import type { ProjectReport } from '../batch-report.js';
import type { ReportHead } from '../reporting/conclude-report.js';
import { commitName, unfinishedCommitName } from './staging-directory.js';
import { writeDurably } from './write-durably.js';

/** The dumps to publish together. Names of staged files are relative to the staging directory. */
export interface Commit {
  /** `forward`: publish all of them. `back`: withdraw those that were published. */
  readonly direction: 'forward' | 'back';
  /** Whether the dumps are signed. A run that can't sign must not complete it. */
  readonly isSigned?: boolean;
  readonly head: ReportHead;
  /** Those of staged dumps don't name the dump file yet. */
  readonly reports: readonly ProjectReport[];
  readonly dumps: readonly { readonly directory: string; readonly dump: StagedDump }[];
}

/** Publishing options, and the directory in which the dumps are staged. */
export interface CommitPlaces extends PublishStagedOptions {
  readonly staging: string;
}

/**
 * Publishes all dumps of a commit, or none. The commit is written to the disk first, so that after a crash
 * {@link finishCommit} can complete it.
 *
 * @returns The dumps' file names by project directory; or, after withdrawing what was published, the failure. Rejects if a dump
 *   can't be withdrawn: that, too, is left to {@link finishCommit}.
 */
export async function publishTogether(
  unsigned: Omit<Commit, 'direction' | 'isSigned'>,
  places: CommitPlaces,
): Promise<{ readonly names: ReadonlyMap<string, string> } | { readonly failure: unknown }> {
  const commit = { ...unsigned, ...(places.sign && { isSigned: true }) };
  await writeCommit({ ...commit, direction: 'forward' }, places.staging);
  try {
    return { names: await publishAll(commit, places) };
  } catch (failure) {
    await writeCommit({ ...commit, direction: 'back' }, places.staging);
    await withdrawAll(commit, places);
    await unlink(toFsPath(join(places.staging, commitName)));
    return { failure };
  }
}

/**
 * Completes the commit of a killed run.
 *
 * @returns The dumps' file names by project directory; undefined if they were withdrawn.
 */
export async function finishCommit(
  commit: Commit,
  places: CommitPlaces,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (commit.direction === 'back') {
    await withdrawAll(commit, places);
    return undefined;
  }
  const isStaged = ({ dump }: Commit['dumps'][number]) =>
    existsSync(toFsPath(inStaging(dump, places).staged));
  const names = await publishAll({ dumps: commit.dumps.filter(isStaged) }, places);
  return new Map([...names, ...movedNames(commit, places)]);
}

/**
 * Without hard links, publishing moves a dump, so it has no staged name any more. Its name is the first in its sequence: the
 * lock kept other runs from taking it.
 */
function movedNames({ dumps }: Commit, places: CommitPlaces): readonly [string, string][] {
  return dumps.flatMap(({ directory, dump }): [string, string][] => {
    if (existsSync(toFsPath(inStaging(dump, places).staged))) return [];
    const name = formatDumpName({ ...dump, sequence: 0 });
    return existsSync(toFsPath(join(places.directory, name))) ? [[directory, name]] : [];
  });
}

async function publishAll(
  { dumps }: Pick<Commit, 'dumps'>,
  places: CommitPlaces,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { directory, dump } of dumps) {
    const { path } = await publishStagedDump(inStaging(dump, places), places);
    if (path !== null) names.set(directory, path.slice(places.directory.length + 1));
  }
  return names;
}

async function withdrawAll({ dumps }: Pick<Commit, 'dumps'>, places: CommitPlaces): Promise<void> {
  for (const { dump } of dumps.toReversed()) {
    await withdrawStagedDump(inStaging(dump, places), places);
  }
}

function inStaging(dump: StagedDump, { staging }: CommitPlaces): StagedDump {
  return { ...dump, staged: join(staging, dump.staged) };
}

async function writeCommit(commit: Commit, staging: string): Promise<void> {
  const target = join(staging, commitName);
  try {
    const { path } = await writeDurably(
      join(staging, unfinishedCommitName),
      JSON.stringify(commit),
    );
    await rename(toFsPath(path), toFsPath(target));
    await syncDirectory(staging);
  } catch (cause) {
    throw toFailure('WRITE_FAILED', cause, `writing ${displayPath(target)}`);
  }
}
