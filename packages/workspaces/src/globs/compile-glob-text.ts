export interface GlobTextOptions {
  /** Whether `*` and `?` also match a slash. Default: false. */
  readonly crossing?: boolean;
}

/**
 * Compiles a plain glob (`*`, `?`, `[…]`, and `**` as a whole part) to an expression that matches a whole path. For the rules
 * of npm and uv that match one text against another rather than search a directory tree.
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
