/*
 * Projects dumped by other processes. A project becomes a `ProjectTask`, plain data; whoever implements the port `RunProjects` carries it
 * to a process that calls `runProjectTask`, which stages, proves and publishes the dump and returns a `TaskResult`. Tasks may run
 * more than once: the name of the dump follows from the task, and the first dump that has it stays.
 */
import type {
  DumpEvent,
  ErrorCode,
  PatternOption,
  PatternSource,
  UnmatchedPattern,
} from '@create-dump/core';
import type { OutcomeReason } from '../batch-event.js';
import type { ProjectReport } from '../batch-report.js';

/** Which files of a project to dump; see the collector's options. Git's files outside of the repository are those of the process. */
export interface TaskSelection {
  readonly useGitignore?: boolean;
  readonly trackedOnly?: boolean;
  readonly recurseSubmodules?: boolean;
  readonly gitMetadata?: boolean;
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly excludedDirs?: readonly string[];
  readonly patternSources?: Readonly<Partial<Record<PatternOption, PatternSource>>>;
  readonly nestedRoots?: readonly string[];
  readonly maxSize?: number;
}

/** A project to be dumped, as JSON. Paths are absolute, and the same on every host. */
export interface ProjectTask {
  readonly version: 1;
  /** The id of the run, which names its staging directory. */
  readonly run: string;
  /** Name and version of the program, for the dump. A program of another version might write other bytes. */
  readonly tool: string;
  /** Relative to the root of the batch. */
  readonly directory: string;
  readonly name: string;
  readonly prefix: string;
  /** Of the dump's name: 0 unless dumps of the same second were there before the run. */
  readonly sequence: number;
  /** The project's directory, and the root of the batch, whose `.dumpignore` applies as well. */
  readonly source: { readonly kind: 'path'; readonly root: string; readonly top: string };
  readonly destination: string;
  /** Leave the dump in the staging directory of the run, which publishes it: all at the end, or since it signs them. */
  readonly isStaged: boolean;
  /** The time in the dump, in ISO 8601. */
  readonly generatedAt: string;
  readonly isReproducible: boolean;
  readonly timeoutMs: number | null;
  /** Replaces the discovered name of the tree. */
  readonly treeName: string | null;
  readonly selection: TaskSelection;
  readonly contents: 'list' | 'tree' | 'none' | null;
  readonly binary: 'list' | 'embed' | 'skip' | null;
  readonly compress: boolean;
  readonly mode: number | null;
  readonly skipUnchanged: boolean;
  readonly strict: boolean;
  readonly group: string | null;
  /** The most that the dump may take. */
  readonly limits: { readonly files?: number; readonly bytes?: number };
  /** A kept dump without a signature doesn't count as unchanged. */
  readonly mustBeSigned: boolean;
}

/** The outcome of a task. */
export interface TaskReport extends ProjectReport {
  readonly outcome: 'dumped' | 'unchanged' | 'partly' | 'failed' | 'empty';
  readonly reason: { readonly code: ErrorCode | 'UNEXPECTED'; readonly message: string } | null;
}

/** What came of a task. */
export interface TaskResult {
  /** For an atomic batch, `dump` is the name in the staging directory. */
  readonly report: TaskReport;
  /** Of the published file, in bytes. */
  readonly dumpBytes: number;
  readonly commit: string | null;
  readonly unmatched: readonly UnmatchedPattern[];
  /** What was told of the dump, in order, except for its publication; successive `progressed` events are summed up. */
  readonly events: readonly DumpEvent[];
}

/** How far a task has come. */
export interface TaskProgress {
  /** What was told until rendering began. */
  readonly reached: readonly DumpEvent[];
  /** The bytes of contents that were processed. */
  readonly bytes: number;
}

/** What came of a task, or why nothing did. */
export type TaskOutcome = { readonly result: TaskResult } | { readonly failure: OutcomeReason };

export interface RunProjectsContext {
  readonly signal: AbortSignal;
  /** Called with a sentence for what doesn't stop the run. */
  readonly warn: (message: string) => void;
  /** Tasks are named by their directory. The first two may be called at any time, also more than once. */
  readonly onStarted: (directory: string) => void;
  readonly onProgress: (directory: string, progress: TaskProgress) => void;
  /** To be called once for each task. */
  readonly onFinished: (directory: string, outcome: TaskOutcome) => void;
}

/**
 * Port: has tasks run by other processes, and resolves when all are finished, or soon after `signal` is aborted. Rejects if that is
 * impossible from the start; later problems are failures of tasks.
 */
export type RunProjects = (
  tasks: readonly ProjectTask[],
  context: RunProjectsContext,
) => Promise<void>;
