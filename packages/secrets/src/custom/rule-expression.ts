import { Buffer } from 'node:buffer';
import { CreateDumpError } from '@create-dump/core';
import type { RE2JS } from 're2js';

/** Compiles regular expressions of RE2, which take linear time. */
export type CompileExpression = (pattern: string) => RE2JS;

/** In instructions: the longest of gitleaks' 221 expressions has fewer. */
const largestProgram = 50_000;

/**
 * Loads the library. Expressions see the bytes of a text as characters (Latin-1), so that places are bytes; `path` is for texts of
 * characters.
 *
 * @throws {CreateDumpError} The returned function: `CONFIG_INVALID` if the pattern isn't one, or is too large.
 */
export async function loadExpressions(): Promise<CompileExpression> {
  const library = await import('re2js');
  return (pattern) => {
    try {
      const expression = library.RE2JS.compile(Buffer.from(pattern).toString('latin1'));
      if (expression.programSize() <= largestProgram) return expression;
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : '';
      const reason = text.replace('error parsing regexp: ', '').replaceAll('`', '"');
      const message = `is not a regular expression of RE2: ${reason}. Look-around and back-references are not supported.`;
      throw new CreateDumpError('CONFIG_INVALID', message, { cause });
    }
    throw new CreateDumpError('CONFIG_INVALID', 'is too large: it has too many repetitions.');
  };
}
