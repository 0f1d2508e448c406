import { basename, join } from 'node:path';
import { type ArchiveFormat, type ArchiveName, formatArchiveName } from '@create-dump/archiver';
import { displayPath, type DumpName, parseDumpName } from '@create-dump/core';
import {
  planQuarantine,
  planRetention,
  type QuarantinePlan,
  type RetentionPlan,
  type Snapshot,
} from '@create-dump/retention';
import type { KeepingOptions } from './keeping-options.js';
import type { ArchiveItem } from './list-archives.js';
import { pinSurvey } from './pin-survey.js';
import type { Survey } from './survey-directory.js';

export interface KeepingPlan {
  readonly survey: Survey;
  readonly quarantine: QuarantinePlan;
  /** Sorted by group, then from the oldest to the newest. */
  readonly snapshots: readonly SnapshotPlan[];
  /** Includes the archives to be created, which have no files yet. */
  readonly archives: RetentionPlan<ArchiveItem>;
}

/** The plan for one snapshot, which may be archived and then removed. */
export interface SnapshotPlan {
  readonly snapshot: Snapshot;
  /** The archive to create, if any. */
  readonly archive?: ArchiveItem;
  /** Why it is archived or not. */
  readonly why: string;
  /** Why it is removed after archiving; undefined if it stays. */
  readonly removal?: string;
}

/**
 * Plans archiving, retention and cleaning, with a reason for each decision. Changes nothing.
 * @throws {CreateDumpError} `USAGE` if a pin names nothing, or the policy is invalid.
 */
export function planKeeping(survey: Survey, options: KeepingOptions, now: Date): KeepingPlan {
  const pinned = pinSurvey(survey, options.pins);
  const drafts = draftAll(pinned, options, now);
  const made = drafts.flatMap(({ archive }) => (archive === undefined ? [] : [archive]));
  const policy = options.noRemove ? {} : options.policy;
  const retention = planRetention([...pinned.archives, ...made], policy, { now });
  const doomed = new Map(
    retention.remove.map(({ item, reasons }) => [item, reasons.map(({ message }) => message)]),
  );
  const snapshots = drafts.map((draft) => dropFutile(draft, doomed));
  const kept = new Set(snapshots.map(({ archive }) => archive));
  return {
    survey: pinned,
    quarantine: planQuarantine(pinned),
    snapshots,
    archives: {
      keep: retention.keep,
      remove: retention.remove.filter(({ item }) => item.files.length > 0 || kept.has(item)),
    },
  };
}

/** Drops an archive that the policy would remove at once, unless its snapshot is removed: every run would create it again. */
function dropFutile(
  draft: SnapshotPlan,
  doomed: ReadonlyMap<ArchiveItem, readonly string[]>,
): SnapshotPlan {
  const { snapshot, archive, removal } = draft;
  const reasons = archive && doomed.get(archive);
  if (reasons === undefined || removal !== undefined) return draft;
  const why = `The policy would remove its archive at once. ${reasons.join(' ')}`;
  return { snapshot, why };
}

function draftAll(survey: Survey, options: KeepingOptions, now: Date): SnapshotPlan[] {
  const toItem = createItemPlanner(survey, options.archiveFormat);
  const copies = new Map(survey.archives.map((archive) => [contentKey(archive), archive]));
  return survey.groups.flatMap(({ snapshots }) => {
    const latest = snapshots.findLast(({ time }) => time <= now);
    return snapshots.map((snapshot) => {
      const isCurrent = snapshot === latest || snapshot.time > now;
      const key = contentKey({ dumpName: basename(snapshot.id), sha256: snapshot.sha256 });
      const copy = copies.get(key);
      return draft({ snapshot, isCurrent, copy, survey, options, toItem });
    });
  });
}

function contentKey({ dumpName, sha256 }: Pick<ArchiveItem, 'dumpName' | 'sha256'>): string {
  return `${sha256}/${dumpName}`;
}

interface Draft {
  readonly snapshot: Snapshot;
  /** Whether it is the newest of its group, or later than now because of a wrong clock. */
  readonly isCurrent: boolean;
  /** The archive that already holds it. */
  readonly copy: ArchiveItem | undefined;
  readonly survey: Survey;
  readonly options: KeepingOptions;
  readonly toItem: (snapshot: Snapshot) => ArchiveItem;
}

function draft(work: Draft): SnapshotPlan {
  const { snapshot, isCurrent, copy, options, toItem } = work;
  if (copy === undefined && isCurrent && !options.includeCurrent) {
    return { snapshot, why: 'It is the newest of its group.' };
  }
  const stays = whyItStays(work);
  const archive = copy === undefined ? toItem(snapshot) : undefined;
  const where = displayPath(basename(copy?.id ?? archive?.id ?? ''));
  return {
    snapshot,
    ...(archive && { archive }),
    why:
      copy !== undefined
        ? `It is already in ${where}.${stays ?? ''}`
        : `${isCurrent ? 'The newest snapshot is included.' : 'It is not the newest of its group.'}${stays ?? ''}`,
    ...(stays === undefined && { removal: `It is in ${where}.` }),
  };
}

/** Undefined if the snapshot is to be removed; empty if removal wasn't requested. */
function whyItStays({ snapshot, isCurrent, survey, options }: Draft): string | undefined {
  if (!options.cleanRoot || options.noRemove) return '';
  if (isCurrent && options.keepLatest) return ' The newest snapshot of a group stays.';
  if (snapshot.pinned) return ' It stays because it is pinned.';
  const dump = parseDumpName(basename(snapshot.id));
  const broken = survey.damaged.find(({ name }) => isOfDump(name, dump));
  if (broken === undefined) return undefined;
  return ` It stays until the damaged archive ${displayPath(basename(broken.path))} is removed.`;
}

function isOfDump(archive: ArchiveName, dump: DumpName | undefined): boolean {
  return dump?.prefix === archive.prefix && dump.stamp === archive.stamp;
}

/** Assigns planned archives the paths they are expected to get. */
function createItemPlanner({ archiveDirectory, archives, damaged }: Survey, format: ArchiveFormat) {
  const taken = new Set([...archives.map(({ id }) => id), ...damaged.map(({ path }) => path)]);
  return (snapshot: Snapshot): ArchiveItem => {
    const { group, prefix, tree, time, size, pinned, sha256 } = snapshot;
    const dumpName = basename(snapshot.id);
    const stamp = parseDumpName(dumpName)?.stamp ?? '';
    for (let { sequence } = snapshot; ; sequence++) {
      const name = formatArchiveName({ prefix, stamp, sequence, format });
      const id = join(archiveDirectory, name);
      if (taken.has(id)) continue;
      taken.add(id);
      const { sequence: own } = snapshot;
      const common = { group, prefix, tree, time, sequence: own, size, pinned, sha256 };
      return { id, ...common, dumpName, files: [] };
    }
  };
}
