/** The candidate that a person most likely meant by `word`; undefined if none is near. Case, `-` and `_` don't count. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // Nobody mistypes a word of this length, and the distance takes quadratic time.
  if (word.length > 60) return undefined;
  const wanted = plain(word);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const other = plain(candidate);
    // Each character more or less is one step.
    if (Math.abs(other.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, other);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best ?? onlyBegun(wanted, candidates);
}

/** The one candidate that the word begins, or that begins the word. */
function onlyBegun(wanted: string, candidates: readonly string[]): string | undefined {
  const begun = candidates.filter((candidate) => {
    const other = plain(candidate);
    return wanted.length > 2 && (other.startsWith(wanted) || wanted.startsWith(other));
  });
  return begun.length === 1 ? begun[0] : undefined;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** How many characters are to be inserted, removed, replaced or swapped with their neighbour. */
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
