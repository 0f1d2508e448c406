/**
 * @param {number} seconds
 * @returns {string} with three digits: `41.2 ms`, `2.31 s`
 */
export function formatSeconds(seconds) {
  return seconds < 1 ? `${threeDigits(seconds * 1000)} ms` : `${threeDigits(seconds)} s`;
}

/**
 * @param {number} bytes
 * @returns {string} in units of 1,000,000 bytes
 */
export function formatMegabytes(bytes) {
  const megabytes = bytes / 1e6;
  return megabytes < 10 ? `${megabytes.toFixed(1)} MB` : `${groupThousands(megabytes)} MB`;
}

/** @param {number} ratio */
export function formatRatio(ratio) {
  return `${threeDigits(ratio)}×`;
}

/** @param {number} count */
export function groupThousands(count) {
  return Math.round(count).toLocaleString('en-US');
}

/** @param {number} value */
function threeDigits(value) {
  if (value >= 100) return groupThousands(value);
  return value.toFixed(value >= 10 ? 1 : 2);
}
