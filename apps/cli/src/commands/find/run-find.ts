/*
 * `create-dump find`: asks @create-dump/snapshots for every version of the files that match, and prints them by path, or as JSON.
 */
import { resolve } from 'node:path';
import { compileGlobs } from '@create-dump/core';
import { documentText, type Observers, writeLines } from '@create-dump/observing';
import { findVersions, listHistories, versionDocument, versionLines } from '@create-dump/snapshots';
import { historyContext } from '../../inputs/history-context.js';
import type { World } from '../../process/world.js';
import { reportHistory } from '../report-history.js';

export interface FindRequest {
  readonly directories: readonly string[];
  readonly group: string | undefined;
  readonly pattern: string;
  readonly json: boolean;
}

/** Prints the versions of files; returns the exit code, 4 if some snapshots can't be read. */
export async function runFind(
  request: FindRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const [glob] = compileGlobs([request.pattern], 'find');
  const context = historyContext(world, observers.observe);
  const directories = request.directories.map((one) => resolve(world.cwd, one));
  const { snapshots, problems } = await listHistories(directories, request.group, context);
  const found = await findVersions(snapshots, (path) => glob?.takes(path) === true, context);
  observers.settle();
  const all = [...problems, ...found.problems];
  const { versions, unread } = found;
  const lines = request.json
    ? [documentText('find', { versions: versions.map(versionDocument), unread, problems: all })]
    : versionLines(versions, observers.paint);
  await writeLines(world.stdout, lines);
  return reportHistory({ problems: all, unread }, observers);
}
