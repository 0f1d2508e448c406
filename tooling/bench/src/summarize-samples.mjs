/** @typedef {{ median: number, min: number, max: number }} Summary */

/**
 * @param {readonly number[]} samples at least one
 * @returns {Summary} the median of an even number of samples lies between the two in the middle
 */
export function summarizeSamples(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (upper === undefined || lower === undefined || min === undefined || max === undefined) {
    throw new Error('There are no samples to sum up.');
  }
  return { median: (lower + upper) / 2, min, max };
}

/**
 * The average of processor times, which are counted in steps too coarse for a median.
 *
 * @param {readonly number[]} samples
 * @returns {number | undefined} without samples
 */
export function meanOf(samples) {
  if (samples.length === 0) return undefined;
  return samples.reduce((sum, value) => sum + value, 0) / samples.length;
}
