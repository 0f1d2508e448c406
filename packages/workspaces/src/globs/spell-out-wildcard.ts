/** One character of a name, by its code: any but a slash; where a name begins and dots are hidden, no dot either. */
const anyCharacter = '[\u0001-.0-\uffff]';
const anyButDot = '[\u0001--0-\uffff]';

/**
 * A glob with each `?` as a set. fast-glob takes a part whose only wildcard is a `?` for a plain name, unless it is the last.
 *
 * @param dot Whether a `?` matches a leading dot.
 */
export function spellOutWildcard(pattern: string, dot: boolean): string {
  return pattern.replaceAll(
    /\\.|\[[^\]]*\]|[@!+*?]\(|[)]\?|\?/gs,
    (token: string, at: number): string => {
      if (token !== '?') return token;
      return !dot && (at === 0 || pattern[at - 1] === '/') ? anyButDot : anyCharacter;
    },
  );
}
