import type {
  DumpEvent,
  ErrorCode,
  PatternOption,
  PatternSource,
  UnmatchedPattern,
} from '@create-dump/core';

/** Which files of a tree to dump; see the options of `@create-dump/collector`. */
export interface JobSelection {
  readonly useGitignore?: boolean;
  readonly trackedOnly?: boolean;
  readonly recurseSubmodules?: boolean;
  readonly gitMetadata?: boolean;
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly excludedDirs?: readonly string[];
  readonly patternSources?: Readonly<Partial<Record<PatternOption, PatternSource>>>;
  /** Relative to the root. */
  readonly nestedRoots?: readonly string[];
  /** In bytes. */
  readonly maxSize?: number;
}

/** A directory, and the root of its batch; or a commit of a repository that is fetched. */
export type JobSource =
  | { readonly kind: 'path'; readonly root: string; readonly top: string }
  | { readonly kind: 'git'; readonly url: string; readonly commit: string };

/** The dump of one project, as plain JSON of at most 64 KiB. It has no command, no credential and no content. */
export interface DumpJob {
  readonly version: 1;
  /** The id of the run that the job is for. */
  readonly run: string;
  /** Name and version of the program. */
  readonly tool: string;
  /** Names the project within its run. */
  readonly directory: string;
  readonly name: string;
  /** The first part of the dump's name, and the number at its end. */
  readonly prefix: string;
  readonly sequence: number;
  readonly source: JobSource;
  /** Absolute path. */
  readonly destination: string;
  /** The run publishes the dump itself: all at the end, or since it signs them. */
  readonly isStaged: boolean;
  /** In ISO 8601, UTC, with milliseconds. */
  readonly generatedAt: string;
  readonly isReproducible: boolean;
  readonly timeoutMs: number | null;
  readonly treeName: string | null;
  readonly selection: JobSelection;
  readonly contents: 'list' | 'tree' | 'none' | null;
  readonly binary: 'list' | 'embed' | 'skip' | null;
  readonly compress: boolean;
  /** Permissions of the dump. */
  readonly mode: number | null;
  readonly skipUnchanged: boolean;
  readonly strict: boolean;
  readonly group: string | null;
  /** The most that the dump may take. */
  readonly limits: { readonly files?: number; readonly bytes?: number };
  /** A kept dump without a signature doesn't count as unchanged. */
  readonly mustBeSigned: boolean;
}

/** Why a job has no dump, or an incomplete one. */
export interface JobReason {
  readonly code: ErrorCode | 'UNEXPECTED';
  readonly message: string;
}

/** The outcome of a job; see `ProjectReport` of `@create-dump/batching`. */
export interface JobReport {
  readonly directory: string;
  readonly name: string;
  readonly prefix: string;
  readonly outcome: 'dumped' | 'unchanged' | 'partly' | 'failed' | 'empty';
  readonly reason: JobReason | null;
  readonly dump: string | null;
  readonly sha256: string | null;
  readonly treeSha256: string | null;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: number;
  readonly seconds: number;
}

export interface JobResult {
  readonly report: JobReport;
  readonly dumpBytes: number;
  readonly commit: string | null;
  readonly unmatched: readonly UnmatchedPattern[];
  /** What happened, in order. */
  readonly events: readonly DumpEvent[];
}

/** How far a job has come: what happened before it rendered, and the bytes of contents since. */
export interface JobProgress {
  readonly reached: readonly DumpEvent[];
  readonly bytes: number;
}
