/*
 * `create-dump find`: asks @create-dump/snapshots for every version of the files that match, and prints them by path, or as JSON.
 */
import { compileGlobs, displayPath, formatByteSize } from '@create-dump/core';
import { counted, exitCodes, type Observers } from '@create-dump/observing';
import { type FileVersion, findVersions, type FoundVersions } from '@create-dump/snapshots';
import { type HistoryScope, listHistories, reportProblems } from '../../inputs/list-histories.js';
import { historyContext } from '../../inputs/resolve-dump.js';
import { documentText } from '../../printing/document-text.js';
import { shortId, snapshotReference, spanText } from '../../printing/snapshot-text.js';
import { writeLines } from '../../printing/write-lines.js';
import type { World } from '../../process/world.js';
import { warnOfUnread } from '../warn-of-unread.js';

export interface FindRequest extends HistoryScope {
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
  const { snapshots, problems } = await listHistories(request, world, observers);
  const context = { ...historyContext(world), observe: observers.observe };
  const found = await findVersions(snapshots, (path) => glob?.takes(path) === true, context);
  observers.settle();
  const all = [...problems, ...found.problems];
  if (request.json) await writeLines(world.stdout, [toDocument(found, all)]);
  else await writeLines(world.stdout, lines(found.versions, observers));
  warnOfUnread(found, observers);
  return reportProblems(all, observers) ? exitCodes.integrity : exitCodes.done;
}

function* lines(versions: readonly FileVersion[], { paint }: Observers): Generator<string> {
  let last: FileVersion | undefined;
  for (const version of versions) {
    const { group, path, sha256, size, mode, isHeld, first, snapshots } = version;
    if (last?.path !== path || last.group !== group) {
      const gap = last === undefined ? '' : '\n';
      yield `${gap}${paint('bold', displayPath(path))}  ${paint('dim', displayPath(group))}\n`;
    }
    last = version;
    const facts = [
      shortId(sha256),
      (size === undefined ? '?' : formatByteSize(size)).padStart(8),
      mode === '100644' ? '' : mode,
      spanText(first.time, version.last.time),
      counted(snapshots, 'snapshot'),
      isHeld ? '' : 'content not in the dumps',
    ];
    yield `  ${facts.filter((fact) => fact !== '').join('  ')}\n`;
  }
}

function toDocument({ versions, unread }: FoundVersions, problems: FoundVersions['problems']) {
  const documents = versions.map(({ isHeld: held, first, last, ...version }) => ({
    ...version,
    held,
    first: snapshotReference(first),
    last: snapshotReference(last),
  }));
  return documentText('find', { versions: documents, unread, problems });
}
