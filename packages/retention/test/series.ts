import type { RetentionItem } from '../src/index.js';

/** Items of group `g`, one for each time, whose ids are their times as given: `2026-01-05 07:00`. */
export function series(...times: readonly string[]): RetentionItem[] {
  return times.map((text, sequence) => ({ id: text, group: 'g', time: at(text), sequence }));
}

/** A time in UTC, with or without hours: `2026-01-05`, `2026-01-05 07`, `2026-01-05 07:30`. */
export function at(text: string): Date {
  const [date = '', time = '00'] = text.split(' ');
  return new Date(`${date}T${time.padEnd(5, ':00').padEnd(8, ':00')}Z`);
}
