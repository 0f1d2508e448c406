import { formatMegabytes, formatRatio, formatSeconds } from './format-quantity.mjs';
import { renderTable } from './render-table.mjs';
import { summarizeSamples } from './summarize-samples.mjs';

/**
 * @typedef {import('./judge-goals.mjs').Measured & { label: string }} Result
 * @typedef {{ name: string, title: string, results: Result[], verdicts: import('./judge-goals.mjs').Verdict[] }} GroupReport the
 *   first of `results` is ours
 * @typedef {{ date: string, commit: string, rounds: number, machine: import('./machine-facts.mjs').MachineFacts,
 *   groups: GroupReport[] }} Report
 */

/** @type {import('./render-table.mjs').Column[]} */
const timeColumns = [
  { title: 'command', align: 'left' },
  { title: 'median', align: 'right' },
  { title: 'min – max', align: 'right' },
  { title: 'rounds', align: 'right' },
  { title: 'to the first', align: 'right' },
  { title: 'peak memory', align: 'right' },
];

/** @type {import('./render-table.mjs').Column[]} */
const goalColumns = [
  { title: 'benchmark', align: 'left' },
  { title: 'goal', align: 'left' },
  { title: 'measured', align: 'right' },
  { title: '', align: 'left' },
];

/**
 * @param {Report} report
 * @returns {string} Markdown: the machine, the goals, one table for each group
 */
export function renderReport({ date, commit, rounds, machine, groups }) {
  return [
    renderMachine(date, commit, rounds, machine),
    renderGoals(groups),
    ...groups.map(renderGroup),
  ].join('\n\n');
}

/**
 * @param {GroupReport} group
 * @returns {string}
 */
export function renderGroup({ title, results }) {
  const base = results[0] && summarizeSamples(results[0].samples).median;
  const rows = results.map(({ label, samples, peakBytes }) => {
    const { median, min, max } = summarizeSamples(samples);
    return [
      label,
      formatSeconds(median),
      `${formatSeconds(min)} – ${formatSeconds(max)}`,
      String(samples.length),
      formatRatio(median / (base ?? median)),
      peakBytes === undefined ? 'unknown' : formatMegabytes(peakBytes),
    ];
  });
  return `### ${title}\n\n${renderTable(timeColumns, rows)}`;
}

/** @param {readonly GroupReport[]} groups */
function renderGoals(groups) {
  const rows = groups.flatMap(({ title, verdicts }) =>
    verdicts.map(({ goal, measured, met }) => [title, goal, measured, verdictWord(met)]),
  );
  return `### Goals\n\n${renderTable(goalColumns, rows)}`;
}

/** @param {boolean | undefined} met */
function verdictWord(met) {
  if (met === undefined) return '';
  return met ? 'met' : '**not met**';
}

/**
 * @param {string} date
 * @param {string} commit
 * @param {number} rounds
 * @param {import('./machine-facts.mjs').MachineFacts} machine
 */
function renderMachine(date, commit, rounds, { cpu, cores, memoryBytes, system, disk, versions }) {
  const names = Object.entries(versions).map(([tool, version]) => `${tool} ${version}`);
  return [
    `- Measured on ${date}, at commit ${commit}, in ${rounds} interleaved rounds after one that doesn't count.`,
    `- Machine: ${cpu}, ${cores} cores, ${Math.round(memoryBytes / 2 ** 30)} GiB of memory, ${system}; trees and outputs on ${disk}.`,
    `- Versions: ${names.join(', ')}.`,
  ].join('\n');
}
