import { CreateDumpError } from '@create-dump/core';

/** What lines must match. */
export interface LinePattern {
  /** A regular expression in RE2's syntax, or a text. */
  readonly pattern: string;
  /** The pattern is a text: no character has a meaning. */
  readonly fixed: boolean;
  readonly ignoreCase: boolean;
}

/** Matches single lines, in time linear in their length. */
export interface LineMatcher {
  test(line: string): boolean;
  /** Where the matches in a line begin and end, in UTF-16 code units, without empty ones. */
  ranges(line: string): readonly (readonly [from: number, to: number])[];
  /** A text of which every matching content has the bytes; undefined if there is none. */
  readonly literal: Buffer | undefined;
}

/** In characters. */
const longestPattern = 2 ** 16;

/** In instructions: a line takes up to a microsecond for ten of them and a character. */
const largestProgram = 20_000;

/**
 * Compiles a pattern. Loads the library on demand.
 * @throws {CreateDumpError} `USAGE` if it isn't a regular expression of RE2, which has no look-around and no back-references, or is
 *   too large.
 */
export async function createLineMatcher(options: LinePattern): Promise<LineMatcher> {
  const { pattern, fixed, ignoreCase } = options;
  if (pattern.length > longestPattern) {
    throw usage(`The pattern is longer than ${longestPattern} characters.`);
  }
  const { RE2JS } = await import('re2js');
  const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0;
  const expression = compile(
    () => RE2JS.compile(fixed ? RE2JS.quote(pattern) : pattern, flags),
    pattern,
  );
  if (expression.programSize() > largestProgram) {
    throw usage('The pattern is too large: it has too many alternatives or repetitions.');
  }
  const isLiteral = !ignoreCase && (fixed || /^[\w ]+$/u.test(pattern));
  return {
    literal: isLiteral ? Buffer.from(pattern) : undefined,
    test: isLiteral ? (line) => line.includes(pattern) : (line) => expression.test(line),
    ranges(line) {
      const ranges: [number, number][] = [];
      const matcher = expression.matcher(line);
      while (ranges.length < mostRanges && matcher.find()) {
        if (matcher.end() > matcher.start()) ranges.push([matcher.start(), matcher.end()]);
      }
      return ranges;
    },
  };
}

/** They are only marked. */
const mostRanges = 1000;

function compile<T>(work: () => T, pattern: string): T {
  try {
    return work();
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message.replace('error parsing regexp: ', '') : '';
    const hint = /\(\?[=!<]|\\[1-9k]/u.test(pattern)
      ? ' Look-around and back-references are not supported, because they can take forever.'
      : '';
    const message = `The pattern is not a regular expression of RE2: ${reason}.${hint} With -F it is taken as a text.`;
    throw new CreateDumpError('USAGE', message, { cause });
  }
}

function usage(message: string): CreateDumpError {
  return new CreateDumpError('USAGE', message);
}
