import { formatMegabytes, formatRatio, formatSeconds } from './format-quantity.mjs';
import { meanOf, summarizeSamples } from './summarize-samples.mjs';

/**
 * @typedef {{ kind: 'ratio' | 'cpu ratio', of: string, to: string, atMost?: number, atLeast?: number }} RatioGoal medians of time, or means
 *   of processor time, `of` / `to`
 * @typedef {{ kind: 'memory', of: string, atMost: number }} MemoryGoal bytes
 * @typedef {{ kind: 'time', of: string, atMost: number }} TimeGoal seconds
 * @typedef {RatioGoal | MemoryGoal | TimeGoal} Goal names are those of a group's commands
 * @typedef {{ name: string, samples: readonly number[], cpuSamples: readonly number[], peakBytes: number | undefined }} Measured
 *   seconds of each round
 * @typedef {{ goal: string, measured: string, met: boolean | undefined, isNoisy: boolean }} Verdict `met` is undefined without a
 *   measurement; `isNoisy`: of the middle half of the rounds, some meet the goal and others don't
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
  if (goal.kind === 'time') {
    const text = `${goal.of} ≤ ${formatSeconds(goal.atMost)}`;
    const median = of && summarizeSamples(of.samples).median;
    return verdict(text, median, formatSeconds, { atMost: goal.atMost }, of?.samples);
  }
  const isCpu = goal.kind === 'cpu ratio';
  const bound = goal.atMost === undefined ? `≥ ${goal.atLeast}×` : `≤ ${goal.atMost}×`;
  const text = `${isCpu ? 'processor time: ' : ''}${goal.of} / ${goal.to} ${bound}`;
  const to = find(goal.to);
  const average = isCpu ? meanOf : medianOf;
  const [dividends = [], divisors = []] = isCpu
    ? [of?.cpuSamples, to?.cpuSamples]
    : [of?.samples, to?.samples];
  const [dividend, divisor] = [average(dividends), average(divisors)];
  const ratio = dividend && divisor && dividend / divisor;
  // The samples of a round were taken one after the other, so that what disturbs it disturbs both.
  const ratios = dividends.map((value, round) => value / (divisors[round] ?? NaN));
  return verdict(text, ratio, formatRatio, goal, ratios);
}

/** @param {readonly number[]} samples */
function medianOf(samples) {
  return samples.length === 0 ? undefined : summarizeSamples(samples).median;
}

/**
 * @param {string} goal
 * @param {number | undefined} value
 * @param {(value: number) => string} format
 * @param {{ atMost?: number, atLeast?: number }} bounds
 * @param {readonly number[]} [rounds] the value of each round
 * @returns {Verdict}
 */
function verdict(goal, value, format, { atMost = Infinity, atLeast = -Infinity }, rounds = []) {
  if (value === undefined) {
    return { goal, measured: 'not measured', met: undefined, isNoisy: false };
  }
  const isMet = (/** @type {number} */ one) => one <= atMost && one >= atLeast;
  const met = isMet(value);
  const isNoisy = middleHalf(rounds).some((one) => isMet(one) !== met);
  return { goal, measured: format(value), met, isNoisy };
}

/** @param {readonly number[]} values */
function middleHalf(values) {
  const quarter = Math.floor(values.length / 4);
  return values.toSorted((a, b) => a - b).slice(quarter, values.length - quarter);
}
