import { basename, join } from 'node:path';
import { checksumName, displayPath } from '@create-dump/core';
import { createRunId, removeStaleTemporaries } from '@create-dump/publisher';
import type { Snapshot, SnapshotGroup } from '@create-dump/retention';
import { applyKeeping, type KeepingOutcome } from './apply-keeping.js';
import { type KeepingDecision, listDecisions } from './keeping-decision.js';
import type { KeepingContext, KeepingOptions, UpcomingDump } from './keeping-options.js';
import { lockDirectory } from './lock-directory.js';
import { planKeeping } from './plan-keeping.js';
import { type Survey, surveyDirectory } from './survey-directory.js';

export interface KeepingReport extends KeepingOutcome {
  readonly directory: string;
  readonly dryRun: boolean;
  /** What was planned. */
  readonly decisions: readonly KeepingDecision[];
}

/**
 * Archives the snapshots of a directory into `archives/` in it, prunes archives, removes snapshots that are archived, and
 * puts what isn't proven into `archives/quarantine/`. First everything is read and planned; a dry run ends there. Killed at
 * any moment, each snapshot that was to be kept is whole in at least one place, and the next run tidies up.
 *
 * What went wrong with single snapshots or archives is in the report. Rejects with `LOCKED` if another run works there,
 * `READ_FAILED` if the directory can't be listed, `USAGE` for a pattern, policy or pin that is none, `INTEGRITY` if the
 * required dump isn't proven, or the signal's reason.
 */
export async function keepSnapshots(
  options: KeepingOptions,
  context: KeepingContext,
): Promise<KeepingReport> {
  const { directory, dryRun } = options;
  if (dryRun) {
    const nothing = { archived: [], quarantined: [], removed: [], failures: [] };
    const { decisions } = await plan(options, context);
    return { directory, dryRun, decisions, ...nothing };
  }
  const runId = createRunId(context.process);
  await using _lock = await lockDirectory(directory, runId);
  await sweep(directory, runId, context);
  const { keeping, decisions } = await plan(options, context);
  const outcome = await applyKeeping(keeping, { ...context, ...options, runId });
  return { directory, dryRun, decisions, ...outcome };
}

async function plan(options: KeepingOptions, context: KeepingContext) {
  const survey = await surveyDirectory(options, context);
  for (const { message } of survey.damaged) context.observe({ type: 'warned', message });
  const { upcoming } = options;
  const whole = upcoming === undefined ? survey : withUpcoming(survey, upcoming);
  const keeping = planKeeping(whole, options, context.process.now);
  return { keeping, decisions: listDecisions(keeping, options) };
}

/** Removes what killed runs have left behind. */
async function sweep(directory: string, runId: string, { observe }: KeepingContext): Promise<void> {
  for (const path of [directory, join(directory, 'archives')]) {
    try {
      await removeStaleTemporaries({ directory: path, runId });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      const message = `Temporary files in ${displayPath(path)} were not looked for: ${String(error)}`;
      observe({ type: 'warned', message });
    }
  }
}

function withUpcoming(survey: Survey, { path, prefix, time }: UpcomingDump): Survey {
  const unwritten = { size: 0, identity: '' };
  const dump = { path, ...unwritten };
  const checksum = { path: join(path, '..', checksumName(basename(path))), ...unwritten };
  const snapshot: Snapshot = {
    id: path,
    group: prefix,
    time,
    sequence: 0,
    size: 0,
    pinned: false,
    dump,
    checksum,
    sha256: '',
    files: [dump, checksum],
  };
  const others: SnapshotGroup[] = survey.groups.filter((group) => group.prefix !== prefix);
  const older = survey.groups.find((group) => group.prefix === prefix)?.snapshots ?? [];
  const snapshots = [...older, snapshot].sort((a, b) => a.time.getTime() - b.time.getTime());
  return { ...survey, groups: [...others, { prefix, snapshots }] };
}
