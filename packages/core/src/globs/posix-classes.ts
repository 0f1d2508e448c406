/** First and last code point. */
export type CodeRange = readonly [number, number];

/** The class whose `[:name:]` is at an index of a pattern; undefined if there is none of that name. */
export function posixClassAt(
  pattern: string,
  at: number,
): { readonly ranges: readonly CodeRange[]; readonly length: number } | undefined {
  if (!pattern.startsWith('[:', at)) return undefined;
  const [text, name = ''] = /^\[:([a-z]+):\]/.exec(pattern.slice(at, at + 16)) ?? [];
  const ranges = posixClasses.get(name);
  return text === undefined || ranges === undefined ? undefined : { ranges, length: text.length };
}

/** As in the C locale: the first and last characters of their ranges. `word` isn't POSIX, but fast-glob has it. */
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
