/*
 * `create-dump snapshots`: lists what @create-dump/snapshots finds in a directory, as a table, a calendar of each group, or JSON.
 */
import { displayPath, formatByteSize } from '@create-dump/core';
import { counted, exitCodes, grouped, type Observers } from '@create-dump/observing';
import { calendarLegend, type KeptSnapshot, layOutCalendar } from '@create-dump/snapshots';
import { listHistories, reportProblems } from '../../inputs/list-histories.js';
import { documentText } from '../../printing/document-text.js';
import { shortId, spanText, utcText } from '../../printing/snapshot-text.js';
import { tableOf } from '../../printing/table-of.js';
import { terminalWidth } from '../../printing/terminal-width.js';
import { writeAll } from '../../printing/write-all.js';
import type { World } from '../../process/world.js';

export interface SnapshotsRequest {
  readonly directory: string;
  readonly group: string | undefined;
  readonly calendar: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Lists the snapshots of a directory; returns the exit code, 4 if some can't be read. */
export async function runSnapshots(
  request: SnapshotsRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const { directory, group, calendar, json } = request;
  const scope = { directories: [directory], group };
  const { snapshots, problems } = await listHistories(scope, world, observers);
  observers.settle();
  const text = json
    ? documentText('snapshots', { snapshots: snapshots.map(toDocument), problems })
    : calendar
      ? calendars(snapshots, world, observers)
      : tableOf([head, ...snapshots.map(toRow)], {
          right: [2, 3],
          width: terminalWidth(world.stdout, request),
        });
  await writeAll(world.stdout, text);
  return reportProblems(problems, observers) ? exitCodes.integrity : exitCodes.done;
}

const head = ['ID', 'TIME (UTC)', 'FILES', 'SIZE', 'COMMIT', 'PLACE', 'GROUP'] as const;

function toRow({ id, time, end, size, header, live, archive, group }: KeptSnapshot) {
  const commit = header?.git?.commit;
  return [
    shortId(id),
    utcText(time),
    end === undefined ? '?' : grouped(end.files + end.skipped),
    formatByteSize(size),
    commit?.slice(0, 8) ?? '-',
    live === undefined ? 'archived' : archive === undefined ? 'live' : 'both',
    displayPath(group),
  ];
}

function toDocument(snapshot: KeptSnapshot) {
  const { id, dumpName, prefix, group, time, size, live, archive, header, end } = snapshot;
  return {
    ...{ id, name: dumpName, prefix, group, time: time.toISOString(), size },
    ...(live !== undefined && { live }),
    ...(archive !== undefined && { archive }),
    ...(header?.git && { git: header.git }),
    ...(end && {
      files: end.files,
      skipped: end.skipped,
      bytes: end.bytes,
      treeSha256: end.treeSha256,
    }),
  };
}

function calendars(
  snapshots: readonly KeptSnapshot[],
  { stdout }: World,
  { paint }: Observers,
): string {
  const width = stdout.columns ?? 80;
  const groups = [...new Set(snapshots.map(({ group }) => group))].toSorted();
  const sheets = groups.map((group) => {
    const own = snapshots.filter((one) => one.group === group);
    const [last, first] = [own[0], own.at(-1)];
    const span = first && last ? spanText(first.time, last.time) : '';
    const title = `${paint('bold', displayPath(group))}\n${counted(own.length, 'snapshot')}, ${span}`;
    const entries = own.map(({ time, live }) => ({ time, isLive: live !== undefined }));
    const lines = layOutCalendar(entries, { width, paint: (cell) => paint('green', cell) });
    return `${[title, ...lines].join('\n')}\n`;
  });
  return `${sheets.join('\n')}\n${calendarLegend}\n`;
}
