/** What makes a directory a project: a tool's workspace file, an option (`dirs`, `pattern`), being a child of the root, or the root with what is left in it (`rest`). */
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
  | 'child'
  | 'rest';

/** One reason why a directory is a project. */
export interface ProjectEvidence {
  readonly tool: ProjectTool;
  /** The workspace file that names it, relative to the root. */
  readonly file?: string;
  /** The pattern, path or key in that file, or the option's value. Absent for the root of a workspace. */
  readonly rule?: string;
}

export interface FoundProject {
  /** Relative to the root, with `/`; `.` for the root itself. */
  readonly directory: string;
  /** From its own manifest, else the directory's name. */
  readonly name: string;
  /** Every reason why it is a project. */
  readonly evidence: readonly ProjectEvidence[];
}
