/**
 * Takes one of every `share` items at random, in their order. The same seed takes the same ones.
 *
 * @template T
 * @param {readonly T[]} items
 * @param {{ share: number, seed: number }} options
 * @returns {T[]}
 */
export function takeSample(items, { share, seed }) {
  const random = createRandom(seed);
  const taken = [];
  for (let start = 0; start < items.length; start += share) {
    const group = items.slice(start, start + share);
    // An incomplete group at the end has as small a chance per item as the others.
    const chosen = group[Math.floor(random() * share)];
    if (chosen !== undefined) taken.push(chosen);
  }
  return taken;
}

/**
 * mulberry32: small, and good enough for drawing a sample.
 *
 * @param {number} seed
 */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
