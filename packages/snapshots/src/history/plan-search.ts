import { type ContentRecord, type DumpRecord, isSkipped, shownContent } from '@create-dump/core';
import { eachManifest, type UnreadManifests } from './each-manifest.js';
import type { KeptSnapshot } from './kept-snapshot.js';
import { onceEach } from './once-each.js';
import type { HistoryContext } from './open-manifest.js';

/** A path that has a content, in one or more snapshots. */
export interface ContentPlace {
  readonly path: string;
  readonly group: string;
  /** The oldest and the newest snapshot in which the path has it, and how many there are. */
  readonly first: KeptSnapshot;
  readonly last: KeptSnapshot;
  readonly snapshots: number;
}

export interface SearchPlan extends UnreadManifests {
  /** Each content to search, once, in the newest snapshot that holds it. */
  readonly steps: readonly SearchStep[];
  /** By digest of the content as the dump holds it; the newest place first. */
  readonly places: ReadonlyMap<string, readonly ContentPlace[]>;
  /** Contents that no dump holds. */
  readonly notHeld: number;
}

export interface SearchStep {
  readonly snapshot: KeptSnapshot;
  /** In the order of the dump. */
  readonly records: readonly ContentRecord[];
}

/**
 * Plans a search from manifests alone, so that no content is read twice and no archive without new contents is opened.
 * @param snapshots The newest first.
 */
export async function planSearch(
  snapshots: readonly KeptSnapshot[],
  wants: (path: string) => boolean,
  context: HistoryContext,
): Promise<SearchPlan> {
  const places = new Map<string, Map<string, ContentPlace>>();
  const notHeld = new Set<string>();
  const steps: SearchStep[] = [];
  const unread = await eachManifest(
    snapshots,
    {
      wants: (record) => record.mode !== '120000' && wants(record.path),
      take(records, snapshot) {
        const held = records.filter((record) => isHeld(record, notHeld));
        const fresh = held.filter((record) => !places.has(shownContent(record).sha256));
        for (const record of held) addPlace(places, record, snapshot);
        if (fresh.length === 0) return;
        steps.push({ snapshot, records: onceEach(fresh) });
      },
    },
    context,
  );
  for (const sha256 of places.keys()) notHeld.delete(sha256);
  return {
    steps,
    places: new Map(Array.from(places, ([sha256, found]) => [sha256, [...found.values()]])),
    notHeld: notHeld.size,
    ...unread,
  };
}

function isHeld(record: DumpRecord, notHeld: Set<string>): record is ContentRecord {
  if (!isSkipped(record)) return true;
  if (record.sha256 !== undefined) notHeld.add(record.sha256);
  return false;
}

function addPlace(
  places: Map<string, Map<string, ContentPlace>>,
  record: ContentRecord,
  snapshot: KeptSnapshot,
): void {
  const { path } = record;
  const { sha256 } = shownContent(record);
  const { group } = snapshot;
  const key = `${group}\0${path}`;
  const known = places.get(sha256) ?? new Map<string, ContentPlace>();
  const place = known.get(key) ?? { path, group, last: snapshot, snapshots: 0 };
  known.set(key, { ...place, first: snapshot, snapshots: place.snapshots + 1 });
  places.set(sha256, known);
}
