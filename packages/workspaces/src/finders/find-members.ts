import { type DirectoryPattern, matchDirectories } from '../globs/match-directories.js';
import type { ProjectTool } from '../found-project.js';
import type { NamedDirectory, ProjectSearchContext } from '../project-finder.js';

export interface MemberPatterns extends Pick<DirectoryPattern, 'ignore' | 'manifests'> {
  readonly tool: ProjectTool;
  /** The workspace file at the root that lists the patterns. */
  readonly file: string;
  readonly patterns: readonly string[];
}

/** The root, and the members that each pattern of its workspace file matches. */
export async function findMembers(
  context: ProjectSearchContext,
  { tool, file, patterns, ...matching }: MemberPatterns,
): Promise<readonly NamedDirectory[]> {
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const pattern of patterns) {
    const matches = await matchDirectories(context, { source: file, pattern, ...matching });
    for (const directory of matches) {
      found.push({ directory, evidence: { tool, file, rule: pattern } });
    }
  }
  return found;
}

/** Separates negated patterns (`!a`), without their mark, from the others. */
export function splitNegated(list: readonly string[]): {
  readonly patterns: readonly string[];
  readonly negated: readonly string[];
} {
  const isNegated = (pattern: string) => pattern.startsWith('!');
  return {
    patterns: list.filter((pattern) => !isNegated(pattern)),
    negated: list.filter(isNegated).map((pattern) => pattern.slice(1)),
  };
}
