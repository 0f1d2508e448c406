/**
 * What is different between the output that a document shows and what a command printed; undefined if nothing.
 *
 * Documents show one run, so four things may differ: digests (of the same length, unless the document shortens them with `…`),
 * times in ISO 8601, durations, and the version of the program. `…` stands for any text within a line, a line of `…` alone for any number of lines. All else is compared as it is: words, counts, sizes,
 * paths, and times in file names, because commands with shown output run at a fixed time (see `run-examples.ts`).
 */
export function outputDifference(shown: string, printed: string): string | undefined {
  const pattern = shown
    .split('\n')
    .map((line) =>
      line.trim() === '…' ? '(?:[^\\n]*(?:\\n|$))*?' : `${linePattern(line)}(?:\\n|$)`,
    )
    .join('');
  if (new RegExp(`^${pattern}$`, 'u').test(printed)) return undefined;
  return `the document shows\n${indented(shown)}\nbut it printed\n${indented(printed)}`;
}

const varying = [
  { shown: /[0-9a-f]{64}/, printed: '[0-9a-f]{64}' },
  { shown: /[0-9a-f]{40}/, printed: '[0-9a-f]{40}' },
  {
    shown: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/,
    printed: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z',
  },
  { shown: /create-dump \d+\.\d+\.\d+/, printed: 'create-dump \\d+\\.\\d+\\.\\d+' },
  { shown: /\d+(?:\.\d+)? m?s\b/, printed: '\\d+(?:\\.\\d+)? m?s\\b' },
  { shown: /\b[0-9a-f]{4,}…/, printed: '[0-9a-f]{7,64}' },
  { shown: /…/, printed: '[^\\n]*' },
];
const token = new RegExp(`(${varying.map(({ shown }) => shown.source).join('|')})`, 'u');

function linePattern(line: string): string {
  return line
    .split(token)
    .map((part, at) => (at % 2 === 1 ? printedPattern(part) : escaped(part)))
    .join('');
}

function printedPattern(part: string): string {
  const found = varying.find(({ shown }) => new RegExp(`^(?:${shown.source})$`, 'u').test(part));
  return found?.printed ?? escaped(part);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
