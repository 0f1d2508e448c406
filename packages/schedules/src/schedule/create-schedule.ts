/*
 * Schedules as in crontab(5): `patternRule` and `timezoneRule` say what is wrong with a text, `createSchedule` (here) turns valid ones
 * into a `Schedule`, which knows the times before and after a moment. croner reads the pattern; its timers aren't used.
 */
import { CreateDumpError, displayPath } from '@create-dump/core';
import { Cron } from 'croner';
import { patternRule } from './pattern-rule.js';
import type { Schedule } from './schedule.js';
import { timezoneRule } from './timezone-rule.js';

export interface ScheduleOptions {
  /** Minute, hour, day of month, month, day of week. */
  readonly pattern: string;
  /** An IANA name, such as `Europe/Berlin`. */
  readonly timezone: string;
}

/**
 * Reads a schedule. Where a clock change skips a time, the run is due when the clock has changed; where one repeats it, it is due
 * once. If both day fields are restricted, either one is enough.
 * @throws {CreateDumpError} `CONFIG_INVALID` for an invalid pattern or time zone, or a pattern that no date matches.
 */
export function createSchedule({ pattern, timezone }: ScheduleOptions): Schedule {
  require('schedule', pattern, patternRule(pattern));
  require('timezone', timezone, timezoneRule(timezone));
  const cron = new Cron(pattern, { mode: '5-part', timezone, paused: true });
  return {
    text: `${pattern} ${timezone}`,
    next: (after) => cron.nextRun(after) ?? undefined,
    previous(now) {
      // croner returns times before a moment, which has whole seconds.
      const nextSecond = (Math.floor(now.getTime() / 1000) + 1) * 1000;
      return cron.previousRuns(1, new Date(nextSecond))[0];
    },
  };
}

function require(name: string, value: string, rule: string | undefined): void {
  if (rule === undefined) return;
  throw new CreateDumpError(
    'CONFIG_INVALID',
    `${name} must be ${rule}, not "${displayPath(value)}".`,
  );
}
