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
import { createPacer } from '../reading/pacer.js';
import type { ExistingPolicy, NotExact, RestorePlan } from './plan-restore.js';
import {
  createRestorePlanning,
  type PlannedRestore,
  type RestorePlanning,
} from './restore-planning.js';
import { createStaging, openRestoreTarget, type RestoreTarget } from './restore-target.js';
import { describeSystemError, systemErrorCode } from '../reading/system-error.js';
import { createTargetInspector } from './target-inspector.js';
import type { Writing } from './write-contents.js';

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

interface WantedWriting extends Writing {
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
  write(writing: WantedWriting): Promise<readonly NotExact[]>;
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
    throw asRestoreError(error, options.target);
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
  const planning = createRestorePlanning({ existing, isWindows, onPlan });
  const finish = () => planning.finish(restorable.name, displayPath(target.path));
  const { totals } = restorable;
  let planned: PlannedRestore | undefined;
  if (totals === undefined || mustPlanAhead(target, options)) {
    await planAll(restorable, { target, planning, isMatch, signal });
    planned = finish();
  }
  observe?.({ type: 'phase-started', phase: 'restore', ...(planned ? workOf(planned) : totals) });
  const writing = {
    wants: (record: FileRecord) => !dryRun && isMatch(record.path) && !planning.isKept(record),
    onRecords: planned ? () => {} : (records: readonly DumpRecord[]) => planning.add(records),
    observe,
  };
  const write = async (root?: string) => {
    const damaged = await restorable.write({ ...writing, root });
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
  await staging.publish(existing, createPacer(signal));
  observe?.({ type: 'phase-finished', phase: 'restore' });
  return result;
}

const isWindows = sep === '\\';

/** Else nothing can be in the way, and the plan is made while files are written: that takes one reading of the manifest less. */
function mustPlanAhead({ state }: RestoreTarget, { files, onPlan }: RestoreOptions): boolean {
  return state === 'occupied' || isWindows || files !== undefined || onPlan !== undefined;
}

function workOf({ created, replaced, bytes }: PlannedRestore) {
  return { files: created + replaced, bytes };
}

interface PlanningAhead {
  readonly target: RestoreTarget;
  readonly planning: RestorePlanning;
  readonly isMatch: (path: string) => boolean;
  readonly signal: AbortSignal | undefined;
}

async function planAll(
  restorable: Restorable,
  { target, planning, isMatch, signal }: PlanningAhead,
): Promise<void> {
  const inspect =
    target.state === 'occupied' ? createTargetInspector(target.path, signal) : undefined;
  const pacer = createPacer(signal);
  for (const batch of restorable.batches()) {
    const records = batch.filter(({ path }) => isMatch(path));
    const found = [];
    for (const record of records) {
      found.push(inspect && !('skipped' in record) ? await inspect(record) : absent);
    }
    planning.add(records, found);
    await pacer.rest();
  }
}

const absent = { kind: 'absent' } as const;

/** What the system says of the target beyond what is looked out for: no permission below it, a disk that fails. */
function asRestoreError(error: unknown, target: string): unknown {
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
