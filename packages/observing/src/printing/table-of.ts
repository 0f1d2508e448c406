import { cutText, textWidth } from '../progress/cut-text.js';

export interface TableOptions {
  /** Columns that are right-aligned. */
  readonly right?: readonly number[];
  /** Available columns of a terminal. Cells are cut to fit, from the last column on. Default: no limit. */
  readonly width?: number | undefined;
}

/** Formats rows, the first of which is the head, as a table with aligned columns. Cells must be safe to print. */
export function tableOf(
  rows: readonly (readonly string[])[],
  { right = [], width }: TableOptions = {},
): string {
  // On a terminal, no line may be wider than it says: `textWidth` is an upper bound.
  const measure = width === undefined ? (cell: string) => cell.length : textWidth;
  const widths = fitWidths(widthsOf(rows, measure), width ?? Infinity);
  const toCell = (cell: string, column: number) => {
    const available = widths[column] ?? 0;
    const text = width === undefined ? cell : cutText(cell, available, true);
    const padding = ' '.repeat(Math.max(0, available - measure(text)));
    return right.includes(column) ? padding + text : text + padding;
  };
  return rows.map((row) => `${row.map(toCell).join(gap).trimEnd()}\n`).join('');
}

const gap = '  ';
/** Cells are cut to no less than this. */
const leastWidth = 12;

function widthsOf(
  rows: readonly (readonly string[])[],
  measure: (cell: string) => number,
): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, measure(cell));
    }
  }
  return widths;
}

/** Cuts from the last column, which explains, to the first, which names the row. */
function fitWidths(widths: readonly number[], available: number): readonly number[] {
  const fitted = [...widths];
  let excess = widths.reduce((sum, width) => sum + width + gap.length, -gap.length) - available;
  for (let column = fitted.length - 1; column >= 0 && excess > 0; column--) {
    const width = fitted[column] ?? 0;
    const cut = Math.min(excess, Math.max(0, width - leastWidth));
    fitted[column] = width - cut;
    excess -= cut;
  }
  return fitted;
}
