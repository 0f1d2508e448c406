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
  /** By group, the oldest first. */
  readonly snapshots: readonly SnapshotPlan[];
  /** Those that are to be made are among them, without files. */
  readonly archives: RetentionPlan<ArchiveItem>;
}

/** What becomes of one snapshot: it may be archived and then removed. */
export interface SnapshotPlan {
  readonly snapshot: Snapshot;
  /** The archive to make. */
  readonly archive?: ArchiveItem;
  /** Why it is archived, or isn't. */
  readonly why: string;
  /** Why it is removed, once it is archived; else it stays. */
  readonly removal?: string;
}

/**
 * What archiving, retention and cleaning would do, and why. Nothing is touched.
 * @throws {CreateDumpError} `USAGE` if a pin names nothing, or the policy isn't one.
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

/** Without a removal of the snapshot itself, an archive that goes at once would be made again by every run. */
function dropFutile(
  draft: SnapshotPlan,
  doomed: ReadonlyMap<ArchiveItem, readonly string[]>,
): SnapshotPlan {
  const { snapshot, archive, removal } = draft;
  const reasons = archive && doomed.get(archive);
  if (reasons === undefined || removal !== undefined) return draft;
  const why = `The rules would remove its archive at once. ${reasons.join(' ')}`;
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
  /** The newest of its group, or one that a wrong clock has dated later. */
  readonly isCurrent: boolean;
  /** The archive that holds it already. */
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
        ? `It is in ${where} already.${stays ?? ''}`
        : `${isCurrent ? 'The newest is included.' : 'It is not the newest of its group.'}${stays ?? ''}`,
    ...(stays === undefined && { removal: `It is in ${where}.` }),
  };
}

/** Undefined if it is to be removed; an empty text if nobody asked for that. */
function whyItStays({ snapshot, isCurrent, survey, options }: Draft): string | undefined {
  if (!options.cleanRoot || options.noRemove) return '';
  if (isCurrent && options.keepLatest) return ' The newest of a group stays.';
  if (snapshot.pinned) return ' It is pinned, and stays.';
  const dump = parseDumpName(basename(snapshot.id));
  const broken = survey.damaged.find(({ name }) => isOfDump(name, dump));
  if (broken === undefined) return undefined;
  return ` It stays until the damaged archive ${displayPath(basename(broken.path))} is gone.`;
}

function isOfDump(archive: ArchiveName, dump: DumpName | undefined): boolean {
  return dump?.prefix === archive.prefix && dump.stamp === archive.stamp;
}

/** Gives archives that don't exist yet the paths that they will most likely get. */
function createItemPlanner({ archiveDirectory, archives, damaged }: Survey, format: ArchiveFormat) {
  const taken = new Set([...archives.map(({ id }) => id), ...damaged.map(({ path }) => path)]);
  return (snapshot: Snapshot): ArchiveItem => {
    const { group, time, size, pinned, sha256 } = snapshot;
    const dumpName = basename(snapshot.id);
    const stamp = parseDumpName(dumpName)?.stamp ?? '';
    for (let { sequence } = snapshot; ; sequence++) {
      const name = formatArchiveName({ prefix: group, stamp, sequence, format });
      const id = join(archiveDirectory, name);
      if (taken.has(id)) continue;
      taken.add(id);
      const { sequence: own } = snapshot;
      return { id, group, time, sequence: own, size, pinned, dumpName, sha256, files: [] };
    }
  };
}
