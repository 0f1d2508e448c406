import type { UserGitFiles } from '@create-dump/collector';
import type { ProjectEvidence } from './found-project.js';

/** What a finder gets from the search. */
export interface ProjectSearchContext {
  /** Absolute path of the directory to search, with symbolic links resolved. */
  readonly root: string;
  /** Reports a problem that doesn't end the search. */
  readonly warn: (message: string) => void;
  readonly signal: AbortSignal;
  /** Whether this program wrote a file; takes a path relative to the root. */
  readonly isOwnOutput: (path: string) => boolean;
  /** Git's files outside the repository, which affect what is ignored. */
  readonly userGitFiles: UserGitFiles;
  /** The packages of the package manager's workspace, for tools that build on it. Read once; undefined if there is none. */
  readonly packages: () => Promise<readonly NamedDirectory[] | undefined>;
}

/** A directory that a finder reports. */
export interface NamedDirectory {
  /** Relative to the root; `.` for the root itself. */
  readonly directory: string;
  /** If the finder knows it. */
  readonly name?: string;
  readonly evidence: ProjectEvidence;
}

/**
 * Finds the projects of one tool's workspace: the directories that the tool itself lists, and the root, with evidence that
 * has no rule. Resolves with undefined if the root is no workspace of this tool.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` for an unusable workspace file. A fault in a member's own manifest is a warning.
 */
export type ProjectFinder = (
  context: ProjectSearchContext,
) => Promise<readonly NamedDirectory[] | undefined>;
