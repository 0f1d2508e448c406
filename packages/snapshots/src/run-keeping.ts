import { basename, join } from 'node:path';
import { checksumName, displayPath } from '@create-dump/core';
import {
  createRunId,
  describeSystemError,
  errorCode,
  lockDirectory,
  removeStaleTemporaries,
} from '@create-dump/files';
import { groupKey, type Snapshot, type SnapshotGroup } from '@create-dump/retention';
import { applyKeeping } from './apply-keeping.js';
import { findMixedNames } from './find-mixed-names.js';
import type { KeepingReport } from './keeping-report.js';
import { listDecisions } from './keeping-decision.js';
import type { KeepingContext, KeepingOptions, UpcomingDump } from './keeping-options.js';
import { openDestinationLedger, openDestinationRecord } from './ledger/open-destination-ledger.js';
import { recordDamage } from './ledger/record-damage.js';
import { planKeeping } from './plan-keeping.js';
import { type Survey, surveyDirectory } from './survey-directory.js';

/** Sweeps, surveys, plans, and acts, in this order. A dry run only surveys and plans. */
export async function runKeeping(
  options: KeepingOptions,
  context: KeepingContext,
): Promise<KeepingReport> {
  const { directory, dryRun } = options;
  const runId = createRunId(context.process);
  if (dryRun) {
    const nothing = { archived: [], quarantined: [], removed: [], failures: [] };
    const { decisions } = await plan(options, { ...context, runId });
    return { directory, dryRun, decisions, ...nothing };
  }
  const { hostname } = context.process;
  await using _lock =
    context.isLocked === true ? undefined : await lockDirectory(directory, runId, { hostname });
  await sweep(directory, runId, context);
  const { ledger: begin = false, mode } = options;
  const destination = { directory, begin, mode, ...context };
  const opened = await openDestinationLedger(destination);
  const record = opened?.record ?? (await openDestinationRecord(destination));
  const { keeping, decisions } = await plan(options, { ...context, runId });
  if (opened !== undefined) await recordDamage(keeping.survey, opened.ledger, directory, context);
  const outcome = await applyKeeping(keeping, { ...context, ...options, record, runId });
  return { directory, dryRun, decisions, ...outcome };
}

async function plan(options: KeepingOptions, context: KeepingContext & { readonly runId: string }) {
  const { observe } = context;
  observe({ type: 'phase-started', phase: 'survey' });
  const survey = await surveyDirectory(options, context);
  observe({ type: 'phase-finished', phase: 'survey' });
  warnOfMixedNames(survey, observe);
  const whole = (options.upcoming ?? []).reduce(withUpcoming, survey);
  const keeping = planKeeping(whole, options, context.process.now);
  return { keeping, decisions: listDecisions(keeping, options) };
}

function warnOfMixedNames(survey: Survey, observe: KeepingContext['observe']): void {
  const names = findMixedNames(survey);
  if (names.length === 0) return;
  const shown = names.slice(0, 3).map((name) => `"${displayPath(name)}"`);
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const message = `Dumps named ${shown.join(', ')}${more} were written by an older version or with SOURCE_DATE_EPOCH and don't record which tree they are of. They form groups of their own: no rule weighs them against newer dumps. Remove them when you no longer need them.`;
  observe({ type: 'warned', message });
}

/** Removes the temporary files of killed runs. */
async function sweep(directory: string, runId: string, { observe }: KeepingContext): Promise<void> {
  for (const below of ['', 'archives', 'archives/index']) {
    const path = join(directory, below);
    try {
      await removeStaleTemporaries({ directory: path, runId });
    } catch (error) {
      if (errorCode(error) === 'ENOENT') continue;
      const reason = describeSystemError(error);
      const message = `Stale temporary files in ${displayPath(path)} were not removed: ${reason}.`;
      observe({ type: 'warned', message });
    }
  }
}

/** Adds a dump that doesn't exist yet as the newest snapshot of its group. */
function withUpcoming(survey: Survey, { path, prefix, tree, time }: UpcomingDump): Survey {
  const unwritten = { size: 0, identity: '' };
  const dump = { path, ...unwritten };
  const checksum = { path: join(path, '..', checksumName(basename(path))), ...unwritten };
  const snapshot: Snapshot = {
    id: path,
    group: groupKey(prefix, tree),
    prefix,
    tree,
    time,
    sequence: 0,
    size: 0,
    pinned: false,
    dump,
    checksum,
    sha256: '',
    files: [dump, checksum],
  };
  const isIts = (group: SnapshotGroup) => group.prefix === prefix && group.tree === tree;
  const others = survey.groups.filter((group) => !isIts(group));
  const older = survey.groups.find(isIts)?.snapshots ?? [];
  const snapshots = [...older, snapshot].sort((a, b) => a.time.getTime() - b.time.getTime());
  return { ...survey, groups: [...others, { prefix, tree, snapshots }] };
}
