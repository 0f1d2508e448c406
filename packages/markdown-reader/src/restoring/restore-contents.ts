import { randomUUID } from 'node:crypto';
import { sep } from 'node:path';
import {
  CreateDumpError,
  displayPath,
  type DumpRecord,
  type FileRecord,
  type Observe,
} from '@create-dump/core';
import picomatch from 'picomatch';
import { describeSystemError, systemErrorCode } from '../reading/system-error.js';
import { createWorkBudget } from '../reading/work-budget.js';
import type { ExistingPolicy, NotExact, RestorePlan } from './plan-restore.js';
import {
  createRestorePlanner,
  type RestoreTotals,
  type RestorePlanner,
} from './restore-planner.js';
import { createStaging, openRestoreTarget, type RestoreTarget } from './restore-target.js';
import { createTargetInspector } from './target-inspector.js';
import type { WriteOptions } from './write-contents.js';

export interface RestoreOptions {
  /** Absolute: a directory, or a name for a new one in a directory that exists. */
  readonly target: string;
  /** What may be done to files that are there: `refuse` by default. */
  readonly existing?: ExistingPolicy;
  /** Only paths that match one of these globs. */
  readonly files?: readonly string[];
  /** Do all but write. */
  readonly dryRun?: boolean;
  /** Gets the plan, in parts, before anything is written. */
  readonly onPlan?: (plan: RestorePlan) => void;
  /** Tells the directory of this run from those of others; random by default. */
  readonly runId?: string;
  /**
   * Whether the run of that id has ended: then what it left in the target, when it was killed, isn't counted as there, and
   * is removed at the end. Without it, it stays.
   */
  readonly isRunDead?: (runId: string) => boolean;
  readonly signal?: AbortSignal;
  /** Gets the phase `restore` and its `progressed` events. */
  readonly observe?: Observe;
}

export interface RestoreResult {
  readonly target: string;
  /** Files and links that weren't there; that took the place of others; that were there already. */
  readonly created: number;
  readonly replaced: number;
  readonly kept: number;
  /** Sum of the sizes of what was created and replaced. */
  readonly bytes: number;
  readonly notExact: readonly NotExact[];
}

interface RestorableWriteOptions extends WriteOptions {
  readonly wants: (record: FileRecord) => boolean;
  /** Gets all records, a batch at a time, before `wants` is asked for any of them. */
  readonly onRecords: (records: readonly DumpRecord[]) => void;
}

/** What can be restored: a dump, or what was salvaged of one. */
export interface Restorable {
  /** What messages call it. */
  readonly name: string;
  /** What its records come to, where it says so itself. */
  readonly totals?: { readonly files: number; readonly bytes: number };
  /** All records, in the order of a manifest, from the first at each call. */
  batches(): Iterable<readonly DumpRecord[]>;
  /**
   * Writes the contents of the records that are wanted; returns those that aren't what their records say. Throws what proves
   * that the dump isn't whole.
   */
  write(options: RestorableWriteOptions): Promise<readonly NotExact[]>;
}

/**
 * Writes all into a directory beside the target's files, then moves it in place: the target has everything in the end, or
 * nothing was changed.
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
  const { runId = randomUUID() } = options;
  const target = openRestoreTarget(options.target, { existing, isRunDead });
  const isMatch = toMatcher(options.files);
  const planner = createRestorePlanner({ existing, isWindows, onPlan });
  const finish = () => planner.finish(restorable.name, displayPath(target.path));
  const { totals } = restorable;
  let planned: RestoreTotals | undefined;
  if (totals === undefined || mustPlanAhead(target, options)) {
    await planAll(restorable, { target, planner, isMatch, signal });
    planned = finish();
  }
  observe?.({ type: 'phase-started', phase: 'restore', ...(planned ? workOf(planned) : totals) });
  const writeOptions = {
    wants: (record: FileRecord) => !dryRun && isMatch(record.path) && !planner.isKept(record),
    onRecords: planned ? () => {} : (records: readonly DumpRecord[]) => planner.add(records),
    observe,
  };
  const write = async (root?: string) => {
    const damaged = await restorable.write({ ...writeOptions, root });
    const { notExact, ...result } = (planned ??= finish());
    return { target: target.path, ...result, notExact: [...notExact, ...damaged] };
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

/** Else nothing can be in the way, and the plan is made while files are written: that takes one reading of the manifest less. */
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
      found.push(inspect && !('skipped' in record) ? await inspect(record) : absent);
    }
    planner.add(records, found);
    await budget.renew();
  }
}

const absent = { kind: 'absent' } as const;

/** What the system says of the target beyond what is looked out for: no permission below it, a disk that fails. */
function toRestoreError(error: unknown, target: string): unknown {
  if (error instanceof CreateDumpError || systemErrorCode(error) === undefined) return error;
  return new CreateDumpError(
    'WRITE_FAILED',
    `Nothing was restored to ${displayPath(target)}: ${describeSystemError(error)}.`,
    { cause: error },
  );
}

function toMatcher(globs: readonly string[] | undefined): (path: string) => boolean {
  if (globs === undefined) return () => true;
  const matchers = globs.map((glob) => picomatch(glob, { dot: true, flags: 's', windows: false }));
  return (path) => matchers.some((matches) => matches(path));
}
