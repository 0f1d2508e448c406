import { formatMegabytes, formatRatio, formatSeconds } from './format-quantity.mjs';
import { renderTable } from './render-table.mjs';
import { meanOf, summarizeSamples } from './summarize-samples.mjs';

/** @type {import('./render-table.mjs').Column[]} */
const timeColumns = [
  { title: 'command', align: 'left' },
  { title: 'median', align: 'right' },
  { title: 'min – max', align: 'right' },
  { title: 'rounds', align: 'right' },
  { title: 'to the first', align: 'right' },
  { title: 'processor time', align: 'right' },
  { title: 'to the first', align: 'right' },
  { title: 'peak memory', align: 'right' },
];

/**
 * @param {{ title: string, results: readonly import('./run-rounds.mjs').Result[] }} group ours is the first
 * @returns {string} Markdown: a heading and a table
 */
export function renderGroup({ title, results }) {
  const base = results[0] && summarizeSamples(results[0].samples).median;
  const cpuBase = results[0] && meanOf(results[0].cpuSamples);
  const rows = results.map(({ label, samples, cpuSamples, peakBytes }) => {
    const { median, min, max } = summarizeSamples(samples);
    const cpu = meanOf(cpuSamples);
    return [
      label,
      formatSeconds(median),
      `${formatSeconds(min)} – ${formatSeconds(max)}`,
      String(samples.length),
      formatRatio(median / (base ?? median)),
      cpu === undefined ? 'unknown' : formatSeconds(cpu),
      cpu === undefined || cpuBase === undefined ? 'unknown' : formatRatio(cpu / cpuBase),
      peakBytes === undefined ? 'unknown' : formatMegabytes(peakBytes),
    ];
  });
  return `### ${title}\n\n${renderTable(timeColumns, rows)}`;
}
