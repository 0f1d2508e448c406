/** What can name a directory as a project: a tool's workspace file, an option, or nothing but being there. */
export type ProjectTool =
  | 'pnpm'
  | 'npm'
  | 'yarn'
  | 'lerna'
  | 'nx'
  | 'turbo'
  | 'cargo'
  | 'go'
  | 'uv'
  | 'maven'
  | 'gradle'
  | 'dirs'
  | 'pattern'
  | 'child';

/** One reason why a directory is a project. */
export interface ProjectEvidence {
  readonly tool: ProjectTool;
  /** The file that names it, relative to the root. */
  readonly file?: string;
  /** What names it there, or the option's value: a pattern, a path, a key. Absent for the root of a workspace. */
  readonly rule?: string;
}

export interface FoundProject {
  /** Relative to the root, parts joined by `/`; `.` for the root itself. */
  readonly directory: string;
  /** As its own manifest says, else the directory's name. */
  readonly name: string;
  /** Why it is a project: every finder that named it. */
  readonly evidence: readonly ProjectEvidence[];
}
