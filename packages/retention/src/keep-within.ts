import { CreateDumpError } from '@create-dump/core';

/** Parts are non-negative integers. */
export interface KeepDuration {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly hours: number;
}

const units = { y: 'years', m: 'months', d: 'days', h: 'hours' } as const;

/**
 * Parses a duration in restic's notation: `2y5m7d3h`, `30d`; each unit at most once, in any order.
 * @throws {CreateDumpError} `USAGE` if it isn't a duration, or is zero.
 */
export function parseKeepWithin(text: string): KeepDuration {
  const duration = { years: 0, months: 0, days: 0, hours: 0 };
  const seen = new Set<string>();
  const rest = text.trim().replaceAll(/(\d{1,6})([ymdh])/g, (_, digits: string, unit: string) => {
    // A repeated unit stays in the rest.
    if (seen.has(unit)) return unit;
    seen.add(unit);
    duration[units[unit as keyof typeof units]] = Number(digits);
    return '';
  });
  if (rest === '' && Object.values(duration).some((part) => part > 0)) return duration;
  throw new CreateDumpError(
    'USAGE',
    `${JSON.stringify(text.slice(0, 40))} is not a duration. Write years, months, days and hours as in 2y5m7d3h or 30d.`,
  );
}

/** The inverse of {@link parseKeepWithin}. */
export function formatKeepWithin(duration: KeepDuration): string {
  const part = ([unit, key]: [string, keyof KeepDuration]) =>
    duration[key] === 0 ? '' : `${duration[key]}${unit}`;
  return Object.entries(units).map(part).join('');
}

/** Subtracts `duration` from `time` in UTC. A day past the end of a month overflows into the next month, as in Go's AddDate. */
export function subtractDuration(time: Date, duration: KeepDuration): Date {
  const { years, months, days, hours } = duration;
  const result = new Date(time);
  result.setUTCFullYear(
    time.getUTCFullYear() - years,
    time.getUTCMonth() - months,
    time.getUTCDate() - days,
  );
  result.setUTCHours(result.getUTCHours() - hours);
  // Out of range: the earliest time a Date can represent.
  return Number.isNaN(result.getTime()) ? new Date(-8.64e15) : result;
}
