import type { CountRule } from './retention-policy.js';

/**
 * The hour, day, week, month or year in UTC that an item falls into, as text: `2026-01-05T07`, `2026-01-05`,
 * `2026-W02` (ISO 8601), `2026-01`, `2026`. Each item is a period of its own to `keep-last`: undefined.
 */
export function periodOf(rule: CountRule, time: Date): string | undefined {
  const text = time.toISOString();
  // Years beyond 9999 have more digits.
  const date = text.slice(0, text.indexOf('T'));
  switch (rule) {
    case 'keep-last':
      return undefined;
    case 'keep-hourly':
      return text.slice(0, date.length + 3);
    case 'keep-daily':
      return date;
    case 'keep-weekly':
      return weekOf(time);
    case 'keep-monthly':
      return date.slice(0, -3);
    case 'keep-yearly':
      return date.slice(0, -6);
  }
}

const day = 24 * 60 * 60 * 1000;

/** A week belongs to the year of its Thursday. */
function weekOf(time: Date): string {
  const sinceMonday = (time.getUTCDay() + 6) % 7;
  const thursday = new Date(time.getTime() + (3 - sinceMonday) * day);
  const year = thursday.getUTCFullYear();
  const newYear = new Date(thursday);
  newYear.setUTCMonth(0, 1);
  const week = Math.floor((thursday.getTime() - newYear.getTime()) / (7 * day)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
