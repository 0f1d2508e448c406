/*
 * `create-dump grep`: has @create-dump/snapshots search all contents of kept snapshots, and prints each with matches as soon as it
 * is proven or all in one JSON document.
 */
import { resolve } from 'node:path';
import { compilePathFilter, formatByteSize } from '@create-dump/core';
import {
  counted,
  documentText,
  formatSummary,
  grouped,
  type Observers,
  writeAll,
} from '@create-dump/observing';
import {
  createLineMatcher,
  createMatchText,
  type GrepMatch,
  grepSnapshots,
  listHistories,
  matchDocument,
  type SearchReport,
} from '@create-dump/snapshots';
import { historyContext } from '../../inputs/history-context.js';
import type { World } from '../../process/world.js';
import { reportHistory } from '../report-history.js';

export interface GrepRequest {
  readonly directories: readonly string[];
  readonly group: string | undefined;
  readonly pattern: string;
  readonly fixed: boolean;
  readonly ignoreCase: boolean;
  readonly files: readonly string[] | undefined;
  readonly json: boolean;
}

/** Searches snapshots; returns the exit code, 4 if some can't be read. */
export async function runGrep(
  request: GrepRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const { files, json } = request;
  const { stdout } = world;
  const matcher = await createLineMatcher(request);
  const filter = compilePathFilter(files ?? ['**'], 'files')();
  const context = historyContext(world, observers.observe);
  const directories = request.directories.map((one) => resolve(world.cwd, one));
  const { snapshots, problems } = await listHistories(directories, request.group, context);
  const toText = createMatchText(matcher, { isTerminal: stdout.isTTY === true, ...observers });
  const documents: object[] = [];
  const onMatch = async (match: GrepMatch) => {
    if (json) documents.push(matchDocument(match));
    else {
      let written: Promise<void> | undefined;
      observers.aside(() => {
        written = writeAll(stdout, toText(match));
      });
      await written;
    }
  };
  const options = { matcher, wants: (path: string) => filter.selects(path), onMatch };
  const report = await grepSnapshots(snapshots, options, context);
  observers.settle();
  const all = [...problems, ...report.problems];
  if (json)
    await writeAll(stdout, documentText('grep', { matches: documents, ...report, problems: all }));
  const exitCode = reportHistory({ problems: all, unread: report.unread }, observers);
  if (!json && observers.notes.areWanted) observers.notes.write(summary(report, observers));
  return exitCode;
}

function summary(report: SearchReport, { notes }: Observers): string {
  const { contents, bytes, snapshots, opened, unpacked, unpackedBytes, notHeld } = report;
  const took =
    unpacked > 0 ? `, ${grouped(unpacked)} unpacked (${formatByteSize(unpackedBytes)})` : '';
  return formatSummary(
    [
      ['searched', `${counted(contents, 'content')} (${formatByteSize(bytes)})`],
      ['snapshots', `${grouped(snapshots)}, ${grouped(opened)} read${took}`],
      ['not in dumps', notHeld > 0 ? counted(notHeld, 'content') : ''],
    ],
    notes.paint,
  );
}
