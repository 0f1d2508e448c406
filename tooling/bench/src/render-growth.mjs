import { formatMegabytes, formatSeconds, groupThousands } from './format-quantity.mjs';
import { renderMachine } from './render-machine.mjs';
import { renderTable } from './render-table.mjs';
import { summarizeSamples } from './summarize-samples.mjs';

/**
 * @typedef {import('./measure-growth-step.mjs').GrowthResult} GrowthResult
 * @typedef {import('./render-machine.mjs').Circumstances & { results: GrowthResult[] }} GrowthReport
 */

/** @type {import('./render-table.mjs').Column[]} */
const columns = [
  { title: 'tree', align: 'left' },
  { title: 'files', align: 'right' },
  { title: 'size', align: 'right' },
  { title: 'median', align: 'right' },
  { title: 'per 1,000 files', align: 'right' },
  { title: 'per MB', align: 'right' },
  { title: 'peak memory', align: 'right' },
];

/**
 * @param {GrowthReport} report
 * @returns {string} Markdown: the machine, a table of dumping, one of restoring
 */
export function renderGrowth({ results, ...circumstances }) {
  return [
    renderMachine(circumstances),
    '### Dump',
    renderWork(results, ({ dump }) => dump),
    '### Restore',
    renderWork(results, ({ restore }) => restore),
  ].join('\n\n');
}

/**
 * @param {readonly GrowthResult[]} results
 * @param {(result: GrowthResult) => import('./measure-growth-step.mjs').Samples} samplesOf
 */
function renderWork(results, samplesOf) {
  const rows = results.map((result) => {
    const { label, files, bytes } = result;
    const { samples, peakBytes } = samplesOf(result);
    const { median } = summarizeSamples(samples);
    return [
      label,
      groupThousands(files),
      formatMegabytes(bytes),
      formatSeconds(median),
      files < 100 ? '–' : formatSeconds((median / files) * 1000),
      formatSeconds((median / bytes) * 1e6),
      peakBytes === undefined ? 'unknown' : formatMegabytes(peakBytes),
    ];
  });
  return renderTable(columns, rows);
}
