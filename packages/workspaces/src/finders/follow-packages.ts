import type { ProjectTool } from '../found-project.js';
import type { NamedDirectory, ProjectSearchContext } from '../project-finder.js';

/** The package manager's packages as the result of a tool that builds on them; undefined if there is no such workspace. */
export async function followPackages(
  context: ProjectSearchContext,
  tool: ProjectTool,
): Promise<NamedDirectory[] | undefined> {
  const packages = await context.packages();
  return packages?.map(({ directory, evidence: { file, rule } }) => ({
    directory,
    evidence: { tool, ...(file !== undefined && { file }), ...(rule !== undefined && { rule }) },
  }));
}
