import { distance } from 'fastest-levenshtein';

/**
 * The candidate that was probably meant by a mistyped word: it differs in a third of its letters at most, or is what the word begins.
 * Case, and `_` for `-`, make no difference.
 */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  const given = normalize(word);
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, cost: distance(given, normalize(candidate)) }))
    .sort((one, other) => one.cost - other.cost);
  const [best] = ranked;
  if (best !== undefined && best.cost <= tolerance(given)) return best.candidate;
  const begun = ranked.filter(({ candidate }) => candidate.startsWith(given));
  return given.replace(/^-+/u, '').length >= 3 && begun.length === 1
    ? begun[0]?.candidate
    : undefined;
}

function normalize(word: string): string {
  return word
    .replace(/(?<=[a-z])(?=[A-Z])/gu, '-')
    .toLowerCase()
    .replaceAll('_', '-');
}

/** A third of the letters, dashes at the front left aside. */
function tolerance(word: string): number {
  return Math.floor(word.replace(/^-+/u, '').length / 3);
}
