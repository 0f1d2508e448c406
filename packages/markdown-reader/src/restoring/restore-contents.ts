import { randomUUID } from 'node:crypto';
import { isAbsolute, resolve, sep } from 'node:path';
import {
  compilePathFilter,
  CreateDumpError,
  displayPath,
  isRedacted,
  isSkipped,
  type DumpRecord,
  type ContentRecord,
  type Observe,
} from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
import { createWorkBudget } from '../reading/work-budget.js';
import { createRepositoryFinder } from './find-repository.js';
import type { NotExact, RestorePlan } from './plan-restore.js';
import type { ExistingPolicy } from './restore-conflict.js';
import {
  createRestorePlanner,
  type RestoreTotals,
  type RestorePlanner,
} from './restore-planner.js';
import { sweepLeftovers } from './restore-leftovers.js';
import { createStaging, openRestoreTarget, type RestoreTarget } from './restore-target.js';
import { createTargetInspector } from './target-inspector.js';
import type { WriteOptions } from './write-contents.js';

export interface RestoreOptions {
  /** Absolute path of a directory. If it doesn't exist, its parent must. */
  readonly target: string;
  /** How to treat an existing target. Default: `refuse`. */
  readonly existing?: ExistingPolicy;
  /**
   * Globs: restores only files that one of them matches, or that are below a directory that one names, except those of globs
   * with a leading `!`.
   */
  readonly files?: readonly string[];
  /**
   * Whether to restore files into a `.git` directory, what a file system takes for one, or a bare repository that exists.
   * Default: false.
   */
  readonly allowGitDirectory?: boolean;
  /** Does everything except writing. */
  readonly dryRun?: boolean;
  /** Receives the plan in parts, before anything is written. */
  readonly onPlan?: (plan: RestorePlan) => void;
  /** Makes the name of this run's directory unique. Default: random. */
  readonly runId?: string;
  /**
   * Whether the run with this id has ended. What a dead run left in the target is ignored, and removed at the end. Without
   * this option, leftovers stay and count as existing entries.
   */
  readonly isRunDead?: (runId: string) => boolean;
  readonly signal?: AbortSignal;
  /** Receives the phase `restore` with its `progressed` events. */
  readonly observe?: Observe;
}

export interface RestoreResult {
  readonly target: string;
  /** Number of files and links that are new, that replaced others, and that existed already. */
  readonly created: number;
  readonly replaced: number;
  readonly kept: number;
  /** Total size of the created and replaced files. */
  readonly bytes: number;
  readonly notExact: readonly NotExact[];
  /** The patterns of `files` that match no file of the dump. */
  readonly unmatched: readonly string[];
}

interface RestorableWriteOptions extends WriteOptions {
  readonly wants: (record: ContentRecord) => boolean;
  /** Receives the records in batches, each before `wants` is called for its records. */
  readonly onRecords: (records: readonly DumpRecord[]) => void;
}

/** A source of contents to restore: a dump, or what was salvaged from one. */
export interface Restorable {
  /** Name for messages. */
  readonly name: string;
  /** Totals of all records, if known in advance. */
  readonly totals?: { readonly files: number; readonly bytes: number };
  /** All records in manifest order; each call starts from the first. */
  batches(): Iterable<readonly DumpRecord[]>;
  /** Writes the wanted contents; returns those that don't match their records. Throws if the dump proves to be damaged. */
  write(options: RestorableWriteOptions): Promise<readonly NotExact[]>;
}

/**
 * Writes everything into a directory of its own on the target's file system, then moves it into place. The target ends up
 * with all files, or unchanged.
 */
export async function restoreContents(
  restorable: Restorable,
  options: RestoreOptions,
): Promise<RestoreResult> {
  try {
    return await planAndWrite(restorable, options);
  } catch (error) {
    throw toRestoreError(error, options.target);
  }
}

async function planAndWrite(
  restorable: Restorable,
  options: RestoreOptions,
): Promise<RestoreResult> {
  const { existing = 'refuse', dryRun = false, onPlan, isRunDead, signal, observe } = options;
  const { runId = randomUUID(), allowGitDirectory = false } = options;
  if (!dryRun && isAbsolute(options.target))
    await sweepLeftovers(resolve(options.target), isRunDead);
  const target = openRestoreTarget(options.target, { existing, isRunDead });
  const filter = compilePathFilter(options.files ?? [], '--files')();
  const isMatch = (path: string) => filter.selects(path);
  const isFiltered = options.files !== undefined && options.files.length > 0;
  const findRepository = createRepositoryFinder(target);
  const rules = { existing, isWindows, allowGitDirectory, findRepository, isFiltered };
  const planner = createRestorePlanner({ ...rules, onPlan });
  const finish = () =>
    planner.finish(restorable.name, displayPath(target.path), filter.unmatched());
  const { totals } = restorable;
  let planned: RestoreTotals | undefined;
  if (totals === undefined || mustPlanAhead(target, options)) {
    await planAll(restorable, { target, planner, isMatch, signal });
    planned = finish();
  }
  observe?.({ type: 'phase-started', phase: 'restore', ...(planned ? workOf(planned) : totals) });
  const writeOptions = {
    wants: (record: ContentRecord) =>
      !dryRun && !isRedacted(record) && isMatch(record.path) && !planner.isKept(record),
    onRecords: planned ? () => {} : (records: readonly DumpRecord[]) => planner.add(records),
    observe,
  };
  const write = async (root?: string) => {
    const damaged = await restorable.write({ ...writeOptions, root });
    const { notExact, ...result } = (planned ??= finish());
    const unmatched = filter.unmatched();
    return { target: target.path, ...result, notExact: [...notExact, ...damaged], unmatched };
  };
  if (dryRun) {
    const result = await write();
    observe?.({ type: 'phase-finished', phase: 'restore' });
    return result;
  }
  await using staging = await createStaging(target, { runId, isRunDead });
  const result = await write(staging.tree);
  await staging.publish(existing, createWorkBudget(signal));
  observe?.({ type: 'phase-finished', phase: 'restore' });
  return result;
}

const isWindows = sep === '\\';

/** If false, nothing can be in the way, so the plan is made while files are written, which saves a pass over the manifest. */
function mustPlanAhead({ state }: RestoreTarget, { files, onPlan }: RestoreOptions): boolean {
  return state === 'occupied' || isWindows || files !== undefined || onPlan !== undefined;
}

function workOf({ created, replaced, bytes }: RestoreTotals) {
  return { files: created + replaced, bytes };
}

interface PlanAheadOptions {
  readonly target: RestoreTarget;
  readonly planner: RestorePlanner;
  readonly isMatch: (path: string) => boolean;
  readonly signal: AbortSignal | undefined;
}

async function planAll(
  restorable: Restorable,
  { target, planner, isMatch, signal }: PlanAheadOptions,
): Promise<void> {
  const inspect =
    target.state === 'occupied' ? createTargetInspector(target.path, signal) : undefined;
  const budget = createWorkBudget(signal);
  for (const batch of restorable.batches()) {
    const records = batch.filter(({ path }) => isMatch(path));
    const found = [];
    for (const record of records) {
      const isRestored = !isSkipped(record) && !isRedacted(record);
      found.push(inspect && isRestored ? await inspect(record) : absent);
    }
    planner.add(records, found);
    await budget.renew();
  }
}

const absent = { kind: 'absent' } as const;

/** Wraps system errors that no stage handles, such as a missing permission deep in the target. */
function toRestoreError(error: unknown, target: string): unknown {
  if (error instanceof CreateDumpError || errorCode(error) === undefined) return error;
  return new CreateDumpError(
    'WRITE_FAILED',
    `Nothing was restored to ${displayPath(target)}: ${describeSystemError(error)}.`,
    { cause: error },
  );
}
