import type { ProjectEvidence } from './found-project.js';

/** What a finder gets to know, and whom it tells. */
export interface ProjectSearchContext {
  /** Absolute path of the directory that is searched, with symbolic links resolved. */
  readonly root: string;
  /** Takes what a person should know though the search goes on. */
  readonly warn: (message: string) => void;
  readonly signal: AbortSignal;
  /** What the package manager's workspace file names, for the tools that go by it. Looked for once. */
  readonly packages: () => Promise<readonly NamedDirectory[] | undefined>;
}

/** A directory that a finder names. */
export interface NamedDirectory {
  /** Relative to the root; `.` for the root itself. */
  readonly directory: string;
  /** Where the finder knows one. */
  readonly name?: string;
  readonly evidence: ProjectEvidence;
}

/**
 * Finds the projects of one tool's workspace: the directories that the tool itself lists, and the root with an evidence
 * that has no rule. Undefined where the root is no workspace of this tool.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` for a workspace file that can't be read; what is wrong with a member's own
 *   manifest is a warning.
 */
export type ProjectFinder = (
  context: ProjectSearchContext,
) => Promise<readonly NamedDirectory[] | undefined>;
