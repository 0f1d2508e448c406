import { Script } from 'node:vm';
import { CreateDumpError, displayPath } from '@create-dump/core';

/** Which of some file names a user's regular expression matches. */
export type NameFilter = (names: readonly string[]) => ReadonlySet<string>;

/**
 * Compiles `pattern`, a JavaScript regular expression that may match any part of a name; without one, every name passes.
 * Some expressions take longer than the universe lasts, for names of 30 characters: matching has a limit of time.
 * @throws {CreateDumpError} `USAGE` if it isn't a regular expression; from the filter, if matching takes too long.
 */
export function createNameFilter(pattern: string | undefined): NameFilter {
  if (pattern === undefined) return (names) => new Set(names);
  compile(pattern);
  return (names) => {
    const possible = names.filter((name) => Buffer.byteLength(name) <= maxNameBytes);
    const job = { pattern, names: possible, at: 0, matches: [] };
    try {
      // Only a script of a context of its own can be stopped amid a match.
      matcher.runInNewContext({ job }, { timeout: limit });
    } catch (cause) {
      throw tooSlow(pattern, possible[job.at] ?? '', cause);
    }
    return new Set(job.matches);
  };
}

// No file system has longer ones; it bounds what a match may cost.
const maxNameBytes = 255;

/** Milliseconds for the names of one directory; 100,000 take 20 with an ordinary expression. */
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
    throw new CreateDumpError('USAGE', `The dump pattern is no regular expression. ${why}`, {
      cause,
    });
  }
}

function tooSlow(pattern: string, name: string, cause: unknown): CreateDumpError {
  const message = `The dump pattern ${JSON.stringify(pattern.slice(0, 200))} takes too long, or too much memory, to match "${displayPath(name)}". Avoid nested repetition such as (a+)+.`;
  return new CreateDumpError('USAGE', message, { cause });
}
