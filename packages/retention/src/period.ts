import type { CountRule } from './retention-policy.js';

/**
 * The UTC hour, day, week, month or year that contains a time, as text: `2026-01-05T07`, `2026-01-05`, `2026-W02` (ISO 8601),
 * `2026-01`, `2026`. Undefined for `keep-last`, which has no periods.
 */
export function periodOf(rule: CountRule, time: Date): string | undefined {
  if (rule === 'keep-last') return undefined;
  if (rule === 'keep-weekly') return weekOf(time);
  const text = time.toISOString();
  // Cut from the end, because years beyond 9999 have more digits.
  return text.slice(0, text.length - cut[rule]);
}

const cut = {
  'keep-hourly': ':00:00.000Z'.length,
  'keep-daily': 'T00:00:00.000Z'.length,
  'keep-monthly': '-01T00:00:00.000Z'.length,
  'keep-yearly': '-01-01T00:00:00.000Z'.length,
} as const;

const day = 24 * 60 * 60 * 1000;

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekOf(time: Date): string {
  const sinceMonday = (time.getUTCDay() + 6) % 7;
  const thursday = new Date(time.getTime() + (3 - sinceMonday) * day);
  const year = thursday.getUTCFullYear();
  const newYear = new Date(thursday);
  newYear.setUTCMonth(0, 1);
  const week = Math.floor((thursday.getTime() - newYear.getTime()) / (7 * day)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
