const lengthLimit = 4096;

/** How many patterns the braces of one may stand for. */
const expansionLimit = 1000;

/** How many wildcards one part of a path may have, and how many parts may be `**`: the time to match grows with their power. */
const wildcardLimit = 4;

/** What keeps a glob from being matched in bounded time and memory; undefined if nothing does. */
export function patternFault(pattern: string): string | undefined {
  if (Buffer.byteLength(pattern) > lengthLimit) return `is longer than ${lengthLimit} bytes`;
  let expansions = 1;
  for (const [, alternatives = ''] of pattern.matchAll(/\{([^{}]*)\}?/g)) {
    expansions *= alternatives.split(',').length;
    if (expansions > expansionLimit) return `stands for more than ${expansionLimit} patterns`;
  }
  const parts = pattern.split('/');
  if (parts.some((part) => (part.match(/\*+/g) ?? []).length > wildcardLimit)) {
    return `has more than ${wildcardLimit} wildcards in one part`;
  }
  if (parts.filter((part) => part.includes('**')).length > wildcardLimit) {
    return `has more than ${wildcardLimit} parts with **`;
  }
  // `+(+(a))` takes exponential time.
  return /[+*]\([^)]*[+*]/.test(pattern) ? 'repeats what is repeated' : undefined;
}
