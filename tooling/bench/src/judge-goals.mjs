import { formatMegabytes, formatRatio, formatSeconds } from './format-quantity.mjs';
import { summarizeSamples } from './summarize-samples.mjs';

/**
 * @typedef {{ kind: 'ratio', of: string, to: string, atMost?: number, atLeast?: number }} RatioGoal medians, `of` / `to`
 * @typedef {{ kind: 'memory', of: string, atMost: number }} MemoryGoal bytes
 * @typedef {{ kind: 'time', of: string, atMost: number }} TimeGoal seconds
 * @typedef {RatioGoal | MemoryGoal | TimeGoal} Goal names are those of a group's commands
 * @typedef {{ name: string, samples: readonly number[], peakBytes: number | undefined }} Measured seconds of each round
 * @typedef {{ goal: string, measured: string, met: boolean | undefined }} Verdict `met` is undefined without a measurement
 */

/**
 * @param {readonly Goal[]} goals
 * @param {readonly Measured[]} results
 * @returns {Verdict[]}
 */
export function judgeGoals(goals, results) {
  return goals.map((goal) => judge(goal, results));
}

/**
 * @param {Goal} goal
 * @param {readonly Measured[]} results
 * @returns {Verdict}
 */
function judge(goal, results) {
  const find = (/** @type {string} */ name) => results.find((result) => result.name === name);
  const of = find(goal.of);
  if (goal.kind === 'memory') {
    const text = `memory of ${goal.of} ≤ ${formatMegabytes(goal.atMost)}`;
    return verdict(text, of?.peakBytes, formatMegabytes, { atMost: goal.atMost });
  }
  const median = of && summarizeSamples(of.samples).median;
  if (goal.kind === 'time') {
    const text = `${goal.of} ≤ ${formatSeconds(goal.atMost)}`;
    return verdict(text, median, formatSeconds, { atMost: goal.atMost });
  }
  const to = find(goal.to);
  const ratio = median && to && median / summarizeSamples(to.samples).median;
  const bound = goal.atMost === undefined ? `≥ ${goal.atLeast}×` : `≤ ${goal.atMost}×`;
  return verdict(`${goal.of} / ${goal.to} ${bound}`, ratio, formatRatio, goal);
}

/**
 * @param {string} goal
 * @param {number | undefined} value
 * @param {(value: number) => string} format
 * @param {{ atMost?: number, atLeast?: number }} bounds
 * @returns {Verdict}
 */
function verdict(goal, value, format, { atMost = Infinity, atLeast = -Infinity }) {
  if (value === undefined) return { goal, measured: 'not measured', met: undefined };
  return { goal, measured: format(value), met: value <= atMost && value >= atLeast };
}
