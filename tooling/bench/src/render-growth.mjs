import { formatMegabytes, formatSeconds, groupThousands } from './format-quantity.mjs';
import { renderMachine } from './render-machine.mjs';
import { renderTable } from './render-table.mjs';
import { summarizeSamples } from './summarize-samples.mjs';

/** @typedef {import('./render-machine.mjs').Circumstances & { results: import('./measure-growth-step.mjs').GrowthResult[] }} GrowthReport */

/** @type {import('./render-table.mjs').Column[]} */
const columns = [
  { title: 'tree', align: 'left' },
  { title: 'files', align: 'right' },
  { title: 'size', align: 'right' },
  ...['dump', 'restore'].flatMap((work) => [
    { title: work, align: /** @type {const} */ ('right') },
    { title: 'per 1,000 files', align: /** @type {const} */ ('right') },
    { title: 'per MB', align: /** @type {const} */ ('right') },
    { title: 'peak memory', align: /** @type {const} */ ('right') },
  ]),
];

/**
 * @param {GrowthReport} report
 * @returns {string} Markdown
 */
export function renderGrowth({ results, ...circumstances }) {
  const rows = results.map(({ label, files, bytes, dump, restore }) => [
    label,
    groupThousands(files),
    formatMegabytes(bytes),
    ...costs(dump, files, bytes),
    ...costs(restore, files, bytes),
  ]);
  return `${renderMachine(circumstances)}\n\n${renderTable(columns, rows)}`;
}

/**
 * @param {import('./measure-growth-step.mjs').Samples} samples
 * @param {number} files
 * @param {number} bytes
 */
function costs({ samples, peakBytes }, files, bytes) {
  const { median } = summarizeSamples(samples);
  return [
    formatSeconds(median),
    formatSeconds((median / files) * 1000),
    formatSeconds((median / bytes) * 1e6),
    peakBytes === undefined ? 'unknown' : formatMegabytes(peakBytes),
  ];
}
