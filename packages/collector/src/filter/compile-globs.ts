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
  const named = pattern.replace(/\/+$/, '');
  const text = named.replace(/^(\.?\/+)+/, '');
  if (text === '') throw usage(option, pattern, 'is empty');
  const byName = !named.includes('/');
  const test = compile(text, option, pattern);
  // All below a directory: the directory itself, but no file of its name.
  const testFile = text.endsWith('/**') ? compile(`${text}/*`, option, pattern) : test;
  return {
    pattern,
    matches(path, isDirectory) {
      if (directoryOnly && !isDirectory) return false;
      const target = byName ? path.slice(path.lastIndexOf('/') + 1) : path;
      return isDirectory ? test(target) : testFile(target);
    },
  };
}

function compile(text: string, option: string, pattern: string): (path: string) => boolean {
  try {
    return picomatch(text, {
      dot: true,
      // A name may hold a newline.
      flags: 's',
      // A mark in front is for the caller to read.
      nonegate: true,
      windows: false,
      expandRange,
    });
  } catch (cause) {
    throw usage(option, pattern, `is not a pattern (${(cause as Error).message})`, cause);
  }
}

const rangeLimit = 1000;

/** The alternatives of `{1..12}` or `{a..e}`, with leading zeros if an end has some, and of `{0..10..2}`. */
function expandRange(from: string, to: string, step?: unknown): string {
  const isLetters = /^[a-z]$/i.test(from) && /^[a-z]$/i.test(to);
  const toCode = (end: string) => (isLetters ? end.charCodeAt(0) : Number(end));
  const [low, high] = [toCode(from), toCode(to)].sort((a, b) => a - b) as [number, number];
  const stride = Math.abs(typeof step === 'string' ? Number(step) : 1) || 1;
  const count = Math.floor((high - low) / stride) + 1;
  if (!Number.isSafeInteger(count)) return `\\{${from}\\.\\.${to}\\}`;
  if (count > rangeLimit) throw new Error(`a range has more than ${rangeLimit} values`);
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
  const start = toCode(from);
  const direction = toCode(to) < start ? -stride : stride;
  const values = Array.from({ length: count }, (_, at) => start + at * direction).map((value) =>
    isLetters ? String.fromCharCode(value) : String(value).padStart(width, '0'),
  );
  return `(?:${values.join('|')})`;
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
