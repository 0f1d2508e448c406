/** First and last code point. */
export type CodeRange = readonly [number, number];

/** The POSIX class that starts at an index of a pattern, if its name is known. */
export function posixClassAt(
  pattern: string,
  at: number,
): { readonly ranges: readonly CodeRange[]; readonly length: number } | undefined {
  if (!pattern.startsWith('[:', at)) return undefined;
  const [text, name = ''] = /^\[:([a-z]+):\]/.exec(pattern.slice(at, at + 16)) ?? [];
  const ranges = posixClasses.get(name);
  return text === undefined || ranges === undefined ? undefined : { ranges, length: text.length };
}

/** Those of the C locale, as pairs of first and last characters. `word` is an addition of fast-glob's. */
const posixClasses: ReadonlyMap<string, readonly CodeRange[]> = new Map([
  ['alnum', toRanges('azAZ09')],
  ['alpha', toRanges('azAZ')],
  ['ascii', toRanges('\0\u007F')],
  ['blank', toRanges('  \t\t')],
  ['cntrl', toRanges('\0\u001F\u007F\u007F')],
  ['digit', toRanges('09')],
  ['graph', toRanges('!~')],
  ['lower', toRanges('az')],
  ['print', toRanges(' ~')],
  ['punct', toRanges('!/:@[`{~')],
  ['space', toRanges('  \t\r')],
  ['upper', toRanges('AZ')],
  ['word', toRanges('azAZ09__')],
  ['xdigit', toRanges('09AFaf')],
]);

function toRanges(ends: string): readonly CodeRange[] {
  return Array.from({ length: ends.length / 2 }, (_, at): CodeRange => [
    ends.charCodeAt(2 * at),
    ends.charCodeAt(2 * at + 1),
  ]);
}
