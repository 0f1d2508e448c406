import { displayPath } from '@create-dump/core';
import type { KeptSnapshot } from '../kept-snapshot.js';
import { calendarLegend, layOutCalendar } from '../lay-out-calendar.js';
import { countText, type PaintText, spanText } from './snapshot-text.js';

/**
 * A calendar for each group, with a legend below the last.
 * @param snapshots The newest first.
 * @param width Columns that a line may take.
 */
export function calendarText(
  snapshots: readonly KeptSnapshot[],
  { width, paint }: { readonly width: number; readonly paint: PaintText },
): string {
  const groups = [...new Set(snapshots.map(({ group }) => group))].toSorted();
  const sheets = groups.map((group) => {
    const own = snapshots.filter((one) => one.group === group);
    const [last, first] = [own[0], own.at(-1)];
    const span = first && last ? spanText(first.time, last.time) : '';
    const entries = own.map(({ time, live }) => ({ time, isLive: live !== undefined }));
    const lines = layOutCalendar(entries, { width, paint: (cell) => paint('green', cell) });
    const title = [paint('bold', displayPath(group)), `${countText(own.length)}, ${span}`];
    return `${[...title, ...lines].join('\n')}\n`;
  });
  return `${sheets.join('\n')}\n${calendarLegend}\n`;
}
