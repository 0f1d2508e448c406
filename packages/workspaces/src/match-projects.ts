import { CreateDumpError } from '@create-dump/core';
import { matchDirectories } from './globs/match-directories.js';
import type { NamedDirectory, ProjectSearchContext } from './project-finder.js';

/**
 * The directories that a person's globs match; those with a leading `!` take some out again.
 *
 * @throws {CreateDumpError} `USAGE` for a pattern that isn't one, or if none matches.
 */
export async function matchProjects(
  context: ProjectSearchContext,
  patterns: readonly string[],
): Promise<readonly NamedDirectory[]> {
  const negated = patterns.filter((pattern) => pattern.startsWith('!'));
  const ignore = negated.map((pattern) => pattern.slice(1));
  const found: NamedDirectory[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    for (const directory of await match(context, pattern, ignore)) {
      found.push({ directory, evidence: { tool: 'pattern', rule: pattern } });
    }
  }
  if (found.length > 0) return found;
  const shown = patterns.map((pattern) => JSON.stringify(pattern)).join(' ');
  throw new CreateDumpError('USAGE', `--pattern ${shown} matches no directory of the root.`);
}

async function match(context: ProjectSearchContext, pattern: string, ignore: readonly string[]) {
  try {
    return await matchDirectories(context, { source: '--pattern', pattern, ignore });
  } catch (error) {
    if (!(error instanceof CreateDumpError)) throw error;
    throw new CreateDumpError('USAGE', error.message, { cause: error });
  }
}
