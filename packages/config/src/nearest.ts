/** Longer words aren't typing errors, and the distance takes quadratic time. */
const longest = 60;

/** In shorter words any edit makes another word. */
const shortest = 3;

/**
 * The candidate that a mistyped `word` most likely stands for: at most a third of its letters differ, or one of the two begins
 * the other and no other candidate does. Case, spaces, `-` and `_` don't count.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const wanted = plain(word);
  let best: string | undefined;
  let least = Math.floor(wanted.length / shortest) + 1;
  const begun: string[] = [];
  for (const candidate of candidates) {
    const other = plain(candidate);
    if (isPrefix(wanted, other) || isPrefix(other, wanted)) begun.push(candidate);
    // The distance is at least the difference in length.
    if (Math.abs(other.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, other);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best ?? (begun.length === 1 ? begun[0] : undefined);
}

function isPrefix(short: string, long: string): boolean {
  return short.length >= shortest && long.startsWith(short);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Characters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
