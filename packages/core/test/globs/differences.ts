import { compileGlobs } from '../../src/index.js';

/** A difference that is meant. */
export interface Difference {
  readonly why: string;
  /** The pairs that it explains; a directory's path has a slash at its end. */
  readonly applies: (pattern: string, path: string) => boolean;
  /** A pair on which `ours` is the verdict, and theirs is the other one. */
  readonly example: { readonly pattern: string; readonly path: string; readonly ours: boolean };
}

type Judge = 'picomatch' | 'fast-glob' | 'bash';

const shared: readonly Difference[] = [
  {
    why: 'A parenthesis without a mark, and | outside of a group, stand for themselves',
    applies: (pattern) => /[()|]/.test(withoutGroups(pattern)),
    example: { pattern: 'x(a|b)', path: 'xa', ours: false },
  },
  {
    why: '? behind a group, + behind a group, a set or +, ? first in a group and + within one repeat nothing',
    applies: (pattern) => /\)\?|[)\]+]\+|[(|]\?|\([^)]*\+/.test(pattern),
    example: { pattern: '@(a)?', path: 'a', ours: false },
  },
  {
    why: 'Two stars beside a group, or first in one, are not a whole part',
    applies: (pattern) => /\*\*[@?*+!]?\(|\)\*\*|[(|]\*\*/.test(pattern),
    example: { pattern: 'x/**@(a)', path: 'x/y/a', ours: false },
  },
  {
    why: 'A part that may be empty does not make the slash in front of it vanish',
    applies: (pattern) => /\*\*\/(?:[?*]\(|@\(\|)/.test(pattern),
    example: { pattern: '[x]/**/?(a)', path: 'x', ours: false },
  },
  {
    why: 'A set never matches a slash',
    applies: (pattern, path) =>
      /\[[!^]\[:|\[:punct:/.test(pattern) && pattern.includes('/') && path.includes('/'),
    example: { pattern: 'x[![:alpha:]]y/z', path: 'x/y/z', ours: false },
  },
];

function withoutGroups(pattern: string): string {
  const bare = pattern.replaceAll(/\\./gs, '').replaceAll(/\[[!^]?\]?[^\]]*\]/g, '');
  let before;
  let text = bare;
  do {
    before = text;
    text = before.replaceAll(/[@?*+!]\([^()]*\)/g, 'x');
  } while (text !== before);
  return text;
}

export const differences: Readonly<Record<Judge, readonly Difference[]>> = {
  picomatch: [
    ...shared,
    {
      why: 'A backslash is punctuation, as POSIX says',
      applies: (pattern, path) => pattern.includes('[:punct:]') && path.includes('\\'),
      example: { pattern: '[[:punct:]]', path: '\\', ours: true },
    },
    {
      why: 'A quotation mark stands for itself',
      applies: (pattern) => pattern.includes('"'),
      example: { pattern: '"a*"', path: 'a*', ours: false },
    },
    {
      why: 'A backslash in front of a letter makes no class of regular expressions',
      applies: (pattern) => /\\\w/.test(pattern),
      example: { pattern: '\\d', path: 'd', ours: true },
    },
    {
      why: 'A range that runs backwards is empty, and the rest of its set counts',
      applies: (pattern) => pattern.includes('z-a'),
      example: { pattern: '[xz-a]', path: 'x', ours: true },
    },
    {
      why: '*/** means the directory itself, too, as x/** does',
      applies: (pattern, path) => /[*)]\/\*\*$/.test(pattern) && path.endsWith('/'),
      example: { pattern: 'x*/**', path: 'xy/', ours: true },
    },
  ],
  'fast-glob': [
    ...shared,
    {
      why: 'x/** means what is below a directory x, no file x',
      applies: (pattern, path) => {
        const top = pattern.replace(/(?:\/\*\*)+$/, '');
        return (
          top !== pattern &&
          compileGlobs([`./${top}`], 'files').some(({ matches }) => matches(path, false))
        );
      },
      example: { pattern: '[ab]/**', path: 'a', ours: false },
    },
    {
      why: 'A part whose only wildcard is ? is one, too, where it is not the last',
      applies: (pattern) => /(?:^|\/)[^*[(/]*\?[^*[(/]*\//.test(pattern),
      example: { pattern: '?/a', path: 'x/a', ours: true },
    },
    {
      why: 'What is in a group behind a POSIX class counts: its picomatch 2 loses some of it',
      applies: (pattern) => pattern.includes('[:'),
      example: { pattern: '[[:alpha:]]*(a|bc)', path: 'baabc', ours: true },
    },
    {
      why: 'A set that has ] or [ is one, too, where there are braces',
      applies: (pattern) => /\[(?:\]|[^\]]*\[)/.test(pattern) && pattern.includes('{'),
      example: { pattern: '[]a]{b,c}', path: 'ab', ours: true },
    },
  ],
  bash: [
    {
      why: 'A set of plain characters matches its own text, as in fast-glob: [id] is the name of a route',
      applies: (pattern, path) => /\[/.test(pattern) && path.includes('['),
      example: { pattern: 'x[ab]', path: 'x[ab]', ours: true },
    },
    {
      why: 'POSIX classes are those of ASCII, as in fast-glob',
      applies: (pattern, path) => pattern.includes('[:') && /[^\0-\u007F]/.test(path),
      example: { pattern: '[[:alpha:]]', path: 'é', ours: false },
    },
    {
      why: 'What follows * and !(…) counts: bash ends there, or wants a character for the star',
      applies: (pattern) => /(?:\*\??|\*\*\(\?\))!\(/.test(pattern),
      example: { pattern: '*!(a|b)', path: 'b', ours: true },
    },
  ],
};
