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
import { createPacer } from './pacer.js';
import {
  type ExistingPolicy,
  type NotExact,
  planRestore,
  type RestoreConflict,
  type RestorePlan,
} from './plan-restore.js';
import { createStaging, openRestoreTarget, type RestoreTarget } from './restore-target.js';
import { describeSystemError, systemErrorCode } from './system-error.js';
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
}

/** What can be restored: a dump, or what was salvaged of one. */
export interface Restorable {
  /** What messages call it. */
  readonly name: string;
  /** All records, in the order of a manifest, from the first at each call. */
  batches(): Iterable<readonly DumpRecord[]>;
  /**
   * Writes the contents of the records that are wanted; returns those that aren't what their records say. Throws what proves
   * that the dump isn't whole.
   */
  write(writing: WantedWriting): Promise<readonly NotExact[]>;
}

/**
 * Plans, then writes all into a directory beside the target's files, then moves it in place: the target has everything
 * in the end, or nothing was changed.
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
  const { existing = 'refuse', dryRun = false, isRunDead, signal, observe } = options;
  const { runId = randomUUID() } = options;
  const target = openRestoreTarget(options.target, { existing, isRunDead });
  const isMatch = toMatcher(options.files);
  const { kept, ...result } = await planAll(restorable, { ...options, target, existing, isMatch });
  const wants = ({ path }: FileRecord) => !dryRun && isMatch(path) && !kept.has(path);
  const files = result.created + result.replaced;
  observe?.({ type: 'phase-started', phase: 'restore', files, bytes: result.bytes });
  const writing = { wants, observe };
  if (dryRun) {
    const damaged = await restorable.write(writing);
    observe?.({ type: 'phase-finished', phase: 'restore' });
    return { ...result, kept: kept.size, notExact: [...result.notExact, ...damaged] };
  }
  await using staging = await createStaging(target, { runId, isRunDead });
  const damaged = await restorable.write({ ...writing, root: staging.tree });
  await staging.publish(existing, createPacer(signal));
  observe?.({ type: 'phase-finished', phase: 'restore' });
  return { ...result, kept: kept.size, notExact: [...result.notExact, ...damaged] };
}

interface Planning extends Omit<RestoreOptions, 'target'> {
  readonly target: RestoreTarget;
  readonly existing: ExistingPolicy;
  readonly isMatch: (path: string) => boolean;
}

async function planAll(restorable: Restorable, planning: Planning) {
  const { target, existing, isMatch, onPlan, signal } = planning;
  const inspect =
    target.state === 'occupied' ? createTargetInspector(target.path, signal) : undefined;
  const pacer = createPacer(signal);
  const totals = createTotals();
  for (const batch of restorable.batches()) {
    const records = batch.filter(({ path }) => isMatch(path));
    const found = [];
    for (const record of records) {
      found.push(inspect && !('skipped' in record) ? await inspect(record) : absent);
    }
    const plan = planRestore(records, found, { existing, isWindows: sep === '\\' });
    onPlan?.(plan);
    totals.add(plan);
    await pacer.rest();
  }
  return totals.finish(restorable.name, target);
}

const absent = { kind: 'absent' } as const;
const shownConflicts = 10;

function createTotals() {
  const kept = new Set<string>();
  const notExact: NotExact[] = [];
  const conflicts: RestoreConflict[] = [];
  const counts = { create: 0, replace: 0, keep: 0, conflict: 0 };
  let bytes = 0;
  return {
    add(plan: RestorePlan) {
      for (const { type, record } of plan.actions) {
        counts[type]++;
        if (type === 'keep') kept.add(record.path);
        else bytes += record.size;
      }
      for (const item of plan.notExact) notExact.push(item);
      counts.conflict += plan.conflicts.length;
      conflicts.push(...plan.conflicts.slice(0, shownConflicts - conflicts.length));
    },
    finish(name: string, target: RestoreTarget) {
      if (counts.conflict > 0) throw conflictError(target, conflicts, counts.conflict);
      const chosen = counts.create + counts.replace + counts.keep + notExact.length;
      if (chosen === 0)
        throw new CreateDumpError('NO_FILES_CHOSEN', `There is no such file in ${name}.`);
      return {
        target: target.path,
        created: counts.create,
        replaced: counts.replace,
        kept,
        bytes,
        notExact,
      };
    },
  };
}

function conflictError(
  { path }: RestoreTarget,
  conflicts: readonly RestoreConflict[],
  count: number,
): CreateDumpError {
  const shown = conflicts.map(({ message }) => message).join(' ');
  const more = count > conflicts.length ? ` And ${count - conflicts.length} more.` : '';
  return new CreateDumpError(
    'ALREADY_EXISTS',
    `Nothing was restored to ${displayPath(path)}, because of what is there. ${shown}${more}`,
  );
}

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
