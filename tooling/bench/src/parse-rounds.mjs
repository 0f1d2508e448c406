/**
 * @param {string} text
 * @returns {number} at least 1
 */
export function parseRounds(text) {
  const rounds = Number(text);
  if (!Number.isSafeInteger(rounds) || rounds < 1) {
    throw new Error(`--rounds wants a whole number from 1, not ${text}.`);
  }
  return rounds;
}
