/** A token of a Groovy or Kotlin script. Comments and white space produce none. */
export interface GradleToken {
  /** `text` is a string literal, `end` a line feed or semicolon, `mark` any other character. */
  readonly kind: 'text' | 'word' | 'mark' | 'end';
  /** Of a string literal: without its quotes. */
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
  /** Whether it is a string literal with an interpolation, whose value only Gradle knows. */
  readonly computed: boolean;
}

// An unclosed string or comment still matches: searching for its end from every position would take quadratic time.
const piece = new RegExp(
  [
    String.raw`//[^\n]*`,
    String.raw`/\*[^]*?(?:\*/|$)`,
    String.raw`"""(?<block>[^]*?)(?:"""|$)`,
    String.raw`'''(?<plainBlock>[^]*?)(?:'''|$)`,
    String.raw`"(?<text>(?:[^"\\\n]|\\[^])*)"?`,
    String.raw`'(?<plain>(?:[^'\\\n]|\\[^])*)'?`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<end>[\n;])`,
    String.raw`(?<mark>\S)`,
  ].join('|'),
  'gu',
);

/** Splits a settings script into tokens, precisely enough to read its includes. */
export function splitGradleScript(script: string): readonly GradleToken[] {
  const tokens: GradleToken[] = [];
  let line = 1;
  let counted = 0;
  for (const match of script.matchAll(piece)) {
    line += countLines(script, counted, match.index);
    counted = match.index;
    const { block, plainBlock, text, plain, word, end, mark } = match.groups ?? {};
    const template = text ?? block;
    const value = template ?? plain ?? plainBlock;
    if (value !== undefined) {
      const computed = template !== undefined && /(?<!\\)\$/.test(template);
      const unescaped = value.replaceAll(/\\(.)/g, '$1');
      tokens.push({ kind: 'text', value: unescaped, line, computed });
    } else if (word !== undefined)
      tokens.push({ kind: 'word', value: word, line, computed: false });
    else if (end !== undefined) tokens.push({ kind: 'end', value: end, line, computed: false });
    else if (mark !== undefined) tokens.push({ kind: 'mark', value: mark, line, computed: false });
  }
  return tokens;
}

function countLines(script: string, from: number, to: number): number {
  let lines = 0;
  for (let at = script.indexOf('\n', from); at !== -1 && at < to; at = script.indexOf('\n', at + 1))
    lines++;
  return lines;
}
