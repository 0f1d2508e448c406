import { CreateDumpError, displayPath } from '@create-dump/core';
import type { KeptProblem, KeptSnapshot } from './kept-snapshot.js';
import { type SnapshotList, listSnapshots } from './list-snapshots.js';
import type { HistoryContext } from './open-manifest.js';
import { isOfGroup } from './select-snapshot.js';

/**
 * Lists the snapshots of several directories, the newest first in each, and what can't be read of them.
 * @param group Only snapshots of groups with this prefix or key. Undefined: all.
 * @throws {CreateDumpError} `NO_FILES_CHOSEN` if there is none, `READ_FAILED` if a directory can't be listed.
 */
export async function listHistories(
  directories: readonly string[],
  group: string | undefined,
  context: HistoryContext,
): Promise<SnapshotList> {
  const found: KeptSnapshot[] = [];
  const problems: KeptProblem[] = [];
  for (const directory of directories) {
    const list = await listSnapshots(directory, context);
    found.push(...list.snapshots);
    problems.push(...list.problems);
  }
  return requireSome({ snapshots: found, problems }, group, directories);
}

/**
 * The snapshots of a group.
 * @param directories Where they were looked for, for the message.
 * @throws {CreateDumpError} `NO_FILES_CHOSEN` if there is none.
 */
export function requireSome(
  { snapshots: found, problems }: SnapshotList,
  group: string | undefined,
  directories: readonly string[],
): SnapshotList {
  const snapshots = found.filter((one) => isOfGroup(one, group));
  if (snapshots.length > 0 || problems.length > 0) return { snapshots, problems };
  const places = directories.map(displayPath).join(', ');
  const within = group === undefined ? '' : ` of group ${displayPath(group)}`;
  throw new CreateDumpError('NO_FILES_CHOSEN', `There is no snapshot${within} in ${places}.`);
}
