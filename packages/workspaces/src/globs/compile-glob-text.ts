export interface GlobTextOptions {
  /** `*` and `?` match a slash too. Default: false. */
  readonly crossing?: boolean;
}

/**
 * A plain glob (`*`, `?`, `[…]`, `**` as a whole part) as an expression for a whole path, for the few places where a text is
 * matched and not a directory tree.
 */
export function compileGlobText(
  pattern: string,
  { crossing = false }: GlobTextOptions = {},
): RegExp {
  const any = crossing ? '.' : '[^/]';
  const source = pattern.replaceAll(
    /\*\*\/|\/\*\*$|\*+|\?|\[(!?)([^\]]+)\]|[\\^$.|+(){}\]]|\[/g,
    (token: string, negation: string | undefined, set: string | undefined) => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '/**') return '(?:/.*)?';
      if (token.startsWith('*')) return token === '**' ? '.*' : `${any}*`;
      if (token === '?') return any;
      if (set === undefined) return `\\${token}`;
      return `[${negation === '!' ? '^' : ''}${set.replaceAll(/[\\[\]^]/g, '\\$&')}]`;
    },
  );
  return new RegExp(`^${source}$`, 's');
}
