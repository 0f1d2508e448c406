import { renderGroup } from './render-group.mjs';
import { renderMachine } from './render-machine.mjs';
import { renderTable } from './render-table.mjs';

/**
 * @typedef {{ name: string, title: string, results: import('./run-rounds.mjs').Result[],
 *   verdicts: import('./judge-goals.mjs').Verdict[] }} GroupReport
 * @typedef {import('./render-machine.mjs').Circumstances & { groups: GroupReport[] }} Report
 */

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
export function renderReport({ groups, ...circumstances }) {
  return [renderMachine(circumstances), renderGoals(groups), ...groups.map(renderGroup)].join(
    '\n\n',
  );
}

/** @param {readonly GroupReport[]} groups */
function renderGoals(groups) {
  const rows = groups.flatMap(({ title, verdicts }) =>
    verdicts.map((verdict) => [title, verdict.goal, verdict.measured, verdictWords(verdict)]),
  );
  return `### Goals\n\n${renderTable(goalColumns, rows)}`;
}

/** @param {import('./judge-goals.mjs').Verdict} verdict */
function verdictWords({ met, isNoisy }) {
  if (met === undefined) return '';
  return `${met ? 'met' : '**not met**'}${isNoisy ? ', within the noise' : ''}`;
}
