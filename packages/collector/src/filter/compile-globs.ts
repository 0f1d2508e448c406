import { CreateDumpError } from '@create-dump/core';
import picomatch from 'picomatch';

/** A pattern of a user's, ready to match. */
export interface Glob {
  readonly pattern: string;
  /** Takes a path relative to the root, without a trailing slash. */
  readonly matches: (path: string, isDirectory: boolean) => boolean;
}

const lengthLimit = 4096;

/**
 * Compiles globs in fast-glob's syntax. One without a slash matches a name at any depth, one with a slash the whole path
 * from the root; one that ends in a slash matches directories only. Names with a leading dot match as any other.
 * @throws {CreateDumpError} `USAGE` for a pattern that is too long or isn't one.
 */
export function compileGlobs(patterns: readonly string[], option: string): Glob[] {
  return patterns.map((pattern) => compileGlob(pattern, option));
}

function compileGlob(pattern: string, option: string): Glob {
  if (Buffer.byteLength(pattern) > lengthLimit) {
    throw usage(option, pattern, `is longer than ${lengthLimit} bytes`);
  }
  const directoryOnly = pattern.endsWith('/');
  const text = pattern.replace(/^\.\/+/, '').replace(/\/+$/, '');
  if (text === '') throw usage(option, pattern, 'is empty');
  const byName = !text.includes('/');
  const test = compile(text.replace(/^\/+/, ''), option, pattern);
  return {
    pattern,
    matches(path, isDirectory) {
      if (directoryOnly && !isDirectory) return false;
      return test(byName ? path.slice(path.lastIndexOf('/') + 1) : path);
    },
  };
}

function compile(text: string, option: string, pattern: string): (path: string) => boolean {
  try {
    // `s`: a name may hold a newline.
    return picomatch(text, { dot: true, flags: 's', nonegate: true, windows: false });
  } catch (cause) {
    throw usage(option, pattern, `is not a pattern (${(cause as Error).message})`, cause);
  }
}

function usage(option: string, pattern: string, what: string, cause?: unknown): CreateDumpError {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
  return new CreateDumpError(
    'USAGE',
    `The pattern ${JSON.stringify(shown)} of ${option} ${what}.`,
    {
      cause,
    },
  );
}
