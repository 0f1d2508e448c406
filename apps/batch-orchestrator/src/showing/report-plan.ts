import { tableOf } from '@create-dump/observing';
import type { Configuration, ConfiguredRun } from '../configuration/configuration.js';

/** How many times of each run are shown. */
const shown = 3;

/** The next times of each run, in its own time zone, as a table. */
export function reportPlan({ runs }: Configuration, now: Date): string {
  const rows = runs.flatMap((run) =>
    nextTimes(run, now).map((time, at) =>
      at === 0
        ? [run.name, run.command.definition.name, localTime(time, run.timezone)]
        : ['', '', localTime(time, run.timezone)],
    ),
  );
  return tableOf([['RUN', 'COMMAND', 'DUE'], ...rows], {});
}

function nextTimes({ schedule }: ConfiguredRun, now: Date): readonly Date[] {
  const times: Date[] = [];
  for (let at: Date | undefined = now; times.length < shown;) {
    at = schedule.next(at);
    if (at === undefined) break;
    times.push(at);
  }
  return times;
}

/** `2026-12-01 02:30 GMT+1` */
function localTime(time: Date, timezone: string): string {
  // Sweden writes dates as ISO 8601 does.
  const date = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const zone = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'shortOffset' });
  const name = zone.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${date.format(time)} ${name}`;
}
