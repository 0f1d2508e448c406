// Ranges of character codes that cover every character but a slash, or but a slash and a dot.
const anyCharacter = '[\u0001-.0-\uffff]';
const anyButDot = '[\u0001--0-\uffff]';

/**
 * Replaces each `?` of a glob by an equivalent set. fast-glob treats a part whose only wildcard is `?` as a literal name, unless
 * it is the last part.
 *
 * @param dot Whether `?` matches a leading dot.
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
