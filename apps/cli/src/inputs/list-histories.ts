import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { Observers } from '@create-dump/observing';
import { type KeptProblem, type KeptSnapshot, listKept } from '@create-dump/snapshots';
import type { World } from '../process/world.js';
import { historyContext } from './resolve-dump.js';

export interface HistoryScope {
  readonly directories: readonly string[];
  readonly group: string | undefined;
}

/**
 * Lists the snapshots of directories, the newest first in each, with what can't be read of them.
 * @throws {CreateDumpError} `NO_FILES_CHOSEN` if there is none.
 */
export async function listHistories(
  { directories, group }: HistoryScope,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<{
  readonly snapshots: readonly KeptSnapshot[];
  readonly problems: readonly KeptProblem[];
}> {
  const found: KeptSnapshot[] = [];
  const problems: KeptProblem[] = [];
  for (const directory of directories) {
    const context = { ...historyContext(world), observe };
    const list = await listKept(resolve(world.cwd, directory), context);
    found.push(...list.snapshots);
    problems.push(...list.problems);
  }
  const snapshots = found.filter(
    (one) => group === undefined || one.prefix === group || one.group === group,
  );
  if (snapshots.length > 0 || problems.length > 0) return { snapshots, problems };
  const places = directories.map(displayPath).join(', ');
  const within = group === undefined ? '' : ` of group ${displayPath(group)}`;
  throw new CreateDumpError('NO_FILES_CHOSEN', `There is no snapshot${within} in ${places}.`);
}

/** Reports what can't be read; returns whether there is anything. */
export function reportProblems(
  problems: readonly KeptProblem[],
  { observe }: Pick<Observers, 'observe'>,
): boolean {
  for (const { path, message } of problems) {
    observe({ type: 'problem-found', code: 'INTEGRITY', message, path });
  }
  return problems.length > 0;
}
