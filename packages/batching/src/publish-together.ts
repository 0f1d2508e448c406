import { existsSync } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDumpName, toFsPath } from '@create-dump/core';
import {
  type PublishStagedOptions,
  publishStagedDump,
  type StagedDump,
  withdrawStagedDump,
} from '@create-dump/publisher';
import type { ReportHead } from './batch-ledger.js';
import type { ProjectReport } from './batch-report.js';
import { commitName } from './staging.js';

/** What is to be published at once. Names of staged files are relative to the staging directory. */
export interface Commit {
  /** Whether it is to be published, or what was published of it to be taken back. */
  readonly direction: 'forward' | 'back';
  readonly head: ReportHead;
  /** Those of staged dumps have no name of a dump yet. */
  readonly reports: readonly ProjectReport[];
  readonly dumps: readonly { readonly directory: string; readonly dump: StagedDump }[];
}

/** Publishing options, and where the dumps are staged. */
export interface CommitPlaces extends PublishStagedOptions {
  readonly staging: string;
}

/**
 * Publishes all dumps of a commit, or none: first it writes down what it is about to do, so that after a crash
 * {@link finishCommit} does the rest. Returns the names by directory or, once everything is taken back, what went wrong.
 * Rejects if something could not be taken back; that is left to {@link finishCommit}, too.
 */
export async function publishTogether(
  commit: Omit<Commit, 'direction'>,
  places: CommitPlaces,
): Promise<{ readonly names: ReadonlyMap<string, string> } | { readonly failure: unknown }> {
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

/** Does what is left of a commit; the names by directory, or undefined if it was to be taken back. */
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

/** Without hard links, what was published has no staged name any more; it has the first of its names, as nobody else has. */
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
  const path = join(staging, commitName);
  {
    await using handle = await open(toFsPath(`${path}.tmp`), 'w', 0o600);
    await handle.writeFile(JSON.stringify(commit));
    await handle.sync();
  }
  await rename(toFsPath(`${path}.tmp`), toFsPath(path));
  await using directory = await open(toFsPath(staging), 'r');
  await directory.sync();
}
