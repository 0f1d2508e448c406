import { Script } from 'node:vm';
import { CreateDumpError, displayPath } from '@create-dump/core';

/** Returns those of some file names that match a user's regular expression. */
export type NameFilter = (names: readonly string[]) => ReadonlySet<string>;

/**
 * Compiles `pattern`, a JavaScript regular expression that may match any part of a name; without a pattern, every name passes.
 * Matching has a time limit, because some expressions backtrack exponentially.
 * @throws {CreateDumpError} `USAGE` if it isn't a regular expression; the filter throws it if matching takes too long.
 */
export function createNameFilter(pattern: string | undefined): NameFilter {
  if (pattern === undefined) return (names) => new Set(names);
  compile(pattern);
  return (names) => {
    const possible = names.filter((name) => Buffer.byteLength(name) <= maxNameBytes);
    const job = { pattern, names: possible, at: 0, matches: [] };
    try {
      // Only a script in a context of its own can be interrupted during a match.
      matcher.runInNewContext({ job }, { timeout: limit });
    } catch (cause) {
      throw tooSlow(pattern, possible[job.at] ?? '', cause);
    }
    return new Set(job.matches);
  };
}

// No file system has longer names; bounds the cost of a match.
const maxNameBytes = 255;

/** Milliseconds for the names of one directory; 100,000 names take 20 with an ordinary expression. */
const limit = 2000;

const matcher = new Script(`
  const expression = new RegExp(job.pattern);
  for (; job.at < job.names.length; job.at++) {
    if (expression.test(job.names[job.at])) job.matches.push(job.names[job.at]);
  }
`);

function compile(pattern: string): void {
  try {
    RegExp(pattern);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 300) : String(cause);
    throw new CreateDumpError('USAGE', `The dump pattern is not a regular expression. ${why}`, {
      cause,
    });
  }
}

function tooSlow(pattern: string, name: string, cause: unknown): CreateDumpError {
  const message = `The dump pattern ${JSON.stringify(pattern.slice(0, 200))} takes too long, or too much memory, to match "${displayPath(name)}". Avoid nested repetition such as (a+)+.`;
  return new CreateDumpError('USAGE', message, { cause });
}
