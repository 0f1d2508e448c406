import type { Paint } from './paint.js';

/** A label and what there is to say; undefined and empty values are left out. */
export type SummaryRow = readonly [label: string, value: string | undefined];

/** What a person reads at the end of a run: a line for each row, the values below one another. */
export function formatSummary(rows: readonly SummaryRow[], paint: Paint): string {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown
    .map(([label, value]) => `  ${paint('dim', label.padEnd(width))}  ${value}\n`)
    .join('');
}
