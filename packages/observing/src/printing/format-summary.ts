import type { Paint } from '../paint.js';

/** A label and its value. Rows with an undefined or empty value are omitted. */
export type SummaryRow = readonly [label: string, value: string | undefined];

/** The summary at the end of a run: one line per row, with aligned values. */
export function formatSummary(rows: readonly SummaryRow[], paint: Paint): string {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(0, ...shown.map(([label]) => label.length));
  return shown
    .map(([label, value]) => `  ${paint('dim', label.padEnd(width))}  ${value}\n`)
    .join('');
}
