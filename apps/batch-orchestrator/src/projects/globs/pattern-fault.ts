const lengthLimit = 4096;

/** How many patterns the braces of one may stand for. */
const expansionLimit = 1000;

/** What keeps a glob from being matched in bounded time and memory; undefined if nothing does. */
export function patternFault(pattern: string): string | undefined {
  if (Buffer.byteLength(pattern) > lengthLimit) return `is longer than ${lengthLimit} bytes`;
  let expansions = 1;
  for (const [, alternatives = ''] of pattern.matchAll(/\{([^{}]*)\}?/g)) {
    expansions *= alternatives.split(',').length;
    if (expansions > expansionLimit) return `stands for more than ${expansionLimit} patterns`;
  }
  return undefined;
}
