/** The fence that opens a code block (CommonMark 0.31, section 4.5). */
export interface CodeFence {
  readonly char: string;
  readonly length: number;
  /** The info string after the fence. */
  readonly info: string;
}

export function openingFence(line: string): CodeFence | undefined {
  const match = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, run = '', info = ''] = match;
  return { char: run.charAt(0), length: run.length, info: info.trim() };
}

export function isClosingFence(line: string, { char, length }: CodeFence): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run.startsWith(char) && run.length >= length;
}
