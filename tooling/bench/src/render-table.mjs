/** @typedef {{ title: string, align: 'left' | 'right' }} Column */

/**
 * @param {readonly Column[]} columns
 * @param {readonly (readonly string[])[]} rows
 * @returns {string} a Markdown table whose columns line up, for a terminal and for a formatter
 */
export function renderTable(columns, rows) {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.join(' | ')} |`;
  /** @type {(text: string, index: number) => string} */
  const pad = (text, index) => {
    const width = widths[index] ?? 0;
    return columns[index]?.align === 'right' ? text.padStart(width) : text.padEnd(width);
  };
  const rule = columns.map(({ align }, index) => {
    const width = widths[index] ?? 0;
    return align === 'right' ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width);
  });
  const titles = columns.map(({ title }, index) => pad(title, index));
  const body = rows.map((row) => line(columns.map((_, index) => pad(row[index] ?? '', index))));
  return [line(titles), line(rule), ...body].join('\n');
}
