import { basename } from 'node:path';
import {
  CreateDumpError,
  type DumpEvent,
  type Observe,
  originalError,
  type RecordAct,
  type UnmatchedPattern,
} from '@create-dump/core';
import {
  type OwnProcess,
  type ProjectDump,
  recordUnchanged,
  type RenderPool,
  type Selection,
} from '@create-dump/dumping';
import { openDestinationRecord } from '@create-dump/snapshots';
import type { ProjectRequest } from '../batch-options.js';
import type { ProjectReport } from '../batch-report.js';
import { dumpedReport, undumpedReport } from '../reporting/project-report.js';
import { stageProject, type StagedProject } from '../running/stage-project.js';
import { dumpNameOf } from './check-result.js';
import { collectEvents } from './collect-events.js';
import { openStaging } from './open-staging.js';
import { publishTask } from './publish-task.js';
import type { ProjectTask, TaskProgress, TaskReport, TaskResult } from './project-task.js';

/** What the calling process supplies to a task. */
export interface TaskContext {
  readonly process: Pick<OwnProcess, 'pid' | 'hostname'>;
  /** Name and version of the program. */
  readonly tool: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Git's files outside of a repository, from `userGitFiles`. */
  readonly gitFiles: Omit<Selection, 'root'>;
  /** Where this host remembers stats of files, and unpacks dumps. */
  readonly skipUnchanged: NonNullable<ProjectDump['skipUnchanged']>;
  readonly renderPool?: RenderPool;
  readonly onProgress?: (progress: TaskProgress) => void;
  /** Called right before publication, which happens only if it resolves: the task may have been given to another process. */
  readonly confirm?: () => Promise<void>;
}

/**
 * Dumps the project of a task: stages the dump in a directory of this process, proves it, and publishes it under the name that follows
 * from the task. A dump that another process has published under that name is the result, if it is whole.
 *
 * Resolves with a failure that would be the same anywhere. Rejects with what another attempt may overcome, or with the signal's
 * reason.
 */
export async function runProjectTask(task: ProjectTask, context: TaskContext): Promise<TaskResult> {
  const startedAt = context.now().getTime();
  const seconds = () => (context.now().getTime() - startedAt) / 1000;
  const collected = collectEvents();
  const unmatched: UnmatchedPattern[] = [];
  const observe = (event: DumpEvent) => {
    collected.observe(event);
    context.onProgress?.(collected.progress());
  };
  const toResult = (report: ProjectReport, rest: Partial<TaskResult> = {}): TaskResult => ({
    report: { ...requireOwn(report), seconds: seconds() },
    dumpBytes: 0,
    commit: null,
    unmatched,
    events: collected.events(),
    ...rest,
  });
  try {
    requireSameVersion(task, context.tool);
    await using staging = await openStaging(task.destination, context);
    const record = await openRecord(task, context);
    const onUnmatched = (patterns: readonly UnmatchedPattern[]) => void unmatched.push(...patterns);
    const staged = await stage(task, { staging: staging.path, observe, onUnmatched }, context);
    const { result } = staged;
    const report = dumpedReport(task, result);
    if (staged.dump === undefined) {
      const dump = basename(result.path ?? '');
      // An earlier attempt has published it.
      if (dump === dumpNameOf(task)) return toResult({ ...report, outcome: 'dumped', dump });
      await recordUnchanged(result, record);
      return toResult({ ...report, dump });
    }
    const published = await publishTask(task, staged.dump, {
      ...context,
      ...staging,
      record,
      observe,
    });
    const { commit } = staged.dump.content ?? {};
    return toResult(
      { ...report, ...published },
      { dumpBytes: result.dumpBytes, commit: commit ?? null },
    );
  } catch (error) {
    context.signal.throwIfAborted();
    const cause = originalError(error);
    if (!(cause instanceof CreateDumpError) || !isFinal.has(cause.code)) throw error;
    return toResult(undumpedReport(task, cause, context.signal));
  }
}

/** The other outcomes are those of a run. */
function requireOwn(report: ProjectReport): TaskReport {
  const { outcome, reason } = report;
  if (!isOwn(outcome) || !isOwnReason(reason)) throw new Error(`A task can't be "${outcome}"`);
  return { ...report, outcome, reason };
}

function isOwn(outcome: ProjectReport['outcome']): outcome is TaskReport['outcome'] {
  return ['dumped', 'unchanged', 'partly', 'failed', 'empty'].includes(outcome);
}

function isOwnReason(reason: ProjectReport['reason']): reason is TaskReport['reason'] {
  return reason?.code !== 'WITHHELD' && reason?.code !== 'STOPPED';
}

/** Errors that another attempt would repeat. */
const isFinal: ReadonlySet<string> = new Set([
  'USAGE',
  'NO_FILES_CHOSEN',
  'REPOSITORY_UNREADABLE',
  'REFUSED',
  'TIMED_OUT',
  'LIMIT_FILES',
  'LIMIT_SIZE',
  'CONFIG_INVALID',
] satisfies readonly CreateDumpError['code'][]);

/** Programs of one version write the same bytes, whatever they are called. The dump names the one that the batch runs in. */
function requireSameVersion(task: ProjectTask, tool: string): void {
  if (versionOf(task.tool) === versionOf(tool)) return;
  throw new CreateDumpError(
    'USAGE',
    `The batch was started by ${task.tool}, and this worker is ${tool}: their dumps could differ. Install the same version on all hosts.`,
  );
}

function versionOf(tool: string): string {
  return tool.slice(tool.lastIndexOf(' ') + 1);
}

async function openRecord(
  { destination, isStaged }: ProjectTask,
  { process, now, signal }: TaskContext,
): Promise<RecordAct | undefined> {
  // The run records what it publishes itself.
  if (isStaged) return undefined;
  const facts = { process: { ...process, now: now() }, now, signal };
  return openDestinationRecord({ directory: destination, begin: false, ...facts });
}

interface Stage {
  readonly staging: string;
  readonly observe: Observe;
  readonly onUnmatched: (patterns: readonly UnmatchedPattern[]) => void;
}

function stage(
  task: ProjectTask,
  { staging, observe, onUnmatched }: Stage,
  context: TaskContext,
): Promise<StagedProject> {
  const { process, now, signal, renderPool } = context;
  return stageProject(
    {
      request: toRequest(task, context),
      prefix: task.prefix,
      staging,
      kept: task.destination,
      timeout: task.timeoutMs ?? undefined,
      observe,
      turn: { weigh: async () => {}, [Symbol.dispose]() {} },
      onDiscovered: (discovery) => onUnmatched(discovery.unmatched ?? []),
      mustBeSigned: task.mustBeSigned,
    },
    {
      process: { ...process, now: now() },
      tool: task.tool,
      now,
      generatedAt: new Date(task.generatedAt),
      isReproducible: task.isReproducible,
      observe: () => {},
      signal,
      ...(renderPool && { renderPool }),
    },
  );
}

/** The same request as in the process that made the task. */
function toRequest(task: ProjectTask, { gitFiles, skipUnchanged }: TaskContext): ProjectRequest {
  const { source, treeName, contents, binary, mode, group } = task;
  const { root, top } = source;
  return {
    selection: { ...gitFiles, ...task.selection, root, ignoreTop: top },
    compress: task.compress,
    strict: task.strict,
    limits: task.limits,
    ...(treeName !== null && { name: treeName }),
    ...(contents !== null && { contents }),
    ...(binary !== null && { binary }),
    ...(mode !== null && { mode }),
    ...(group !== null && { group }),
    ...(task.skipUnchanged && { skipUnchanged }),
  };
}
