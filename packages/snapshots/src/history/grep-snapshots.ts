import {
  type ContentRecord,
  CreateDumpError,
  displayPath,
  type DumpRecord,
  isRedacted,
  isSkipped,
  shownContent,
} from '@create-dump/core';
import type { LineMatcher } from './create-line-matcher.js';
import { eachManifest, placeOf, type UnreadManifests } from './each-manifest.js';
import type { KeptProblem, KeptSnapshot } from './kept-snapshot.js';
import { onceEach } from './once-each.js';
import { type ContentCost, openContents } from './open-contents.js';
import type { HistoryContext } from './open-manifest.js';
import { type ContentPlace, planSearch, type SearchPlan, type SearchStep } from './plan-search.js';
import { type ContentHits, createContentSearch } from './search-content.js';

/** One content with matches. */
export interface GrepMatch extends ContentHits {
  /** Of the content as the dump holds it. */
  readonly sha256: string;
  /** Secrets are redacted in it. */
  readonly redacted?: true;
  /** Where it is: the newest place first. */
  readonly places: readonly ContentPlace[];
}

/** What a search did. */
export interface GrepReport extends UnreadManifests {
  readonly snapshots: number;
  /** Contents that were searched, and their size in bytes as the dumps show them. */
  readonly contents: number;
  readonly bytes: number;
  /** Snapshots whose contents were read, and how many of them had to be unpacked; the bytes that came of it. */
  readonly opened: number;
  readonly unpacked: number;
  readonly unpackedBytes: number;
  /** Contents that no dump holds, such as binary files. */
  readonly notHeld: number;
}

export interface GrepOptions {
  readonly matcher: LineMatcher;
  /** Which paths to search. */
  readonly wants: (path: string) => boolean;
  /** Receives each content with matches once its digest is proven. The newest snapshots come first. */
  readonly onMatch: (match: GrepMatch) => Promise<void>;
}

/**
 * Searches the contents of snapshots for lines. Each content is searched once, in the newest snapshot that holds it; where that
 * is damaged, in an older one.
 * @param snapshots The newest first, as `listSnapshots` returns them.
 * @throws {CreateDumpError} `WRITE_FAILED`; rejects with the signal's reason.
 */
export async function grepSnapshots(
  snapshots: readonly KeptSnapshot[],
  { matcher, wants, onMatch }: GrepOptions,
  context: HistoryContext,
): Promise<GrepReport> {
  const plan = await planSearch(snapshots, wants, context);
  const work: GrepWork = {
    matcher,
    onMatch,
    context,
    plan,
    cost: { opened: 0, unpacked: 0, unpackedBytes: 0 },
    found: { contents: 0, bytes: 0 },
    searched: new Set(),
    damaged: new Set(),
    problems: [...plan.problems],
  };
  const { observe } = context;
  observe?.({ type: 'phase-started', phase: 'search', files: plan.steps.length });
  for (const step of plan.steps) {
    await trySearch(step, work);
    observe?.({ type: 'progressed', files: 1, bytes: 0 });
  }
  observe?.({ type: 'phase-finished', phase: 'search' });
  if (work.damaged.size > 0) await searchElsewhere(snapshots, work);
  const { problems, cost, found } = work;
  const { notHeld, unread } = plan;
  return { snapshots: snapshots.length, ...found, ...cost, notHeld, unread, problems };
}

interface GrepWork extends Pick<GrepOptions, 'matcher' | 'onMatch'> {
  readonly context: HistoryContext;
  readonly plan: SearchPlan;
  readonly cost: ContentCost;
  readonly found: { contents: number; bytes: number };
  /** Digests of the contents that were proven while they were searched. */
  readonly searched: Set<string>;
  readonly damaged: Set<KeptSnapshot>;
  readonly problems: KeptProblem[];
}

async function trySearch(step: SearchStep, work: GrepWork): Promise<void> {
  const { context, damaged, problems } = work;
  const fail = (message: string) => {
    damaged.add(step.snapshot);
    problems.push({ path: placeOf(step.snapshot), message });
  };
  try {
    await search(step, work, fail);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof CreateDumpError) || error.code === 'WRITE_FAILED') throw error;
    fail(error.message);
  }
}

async function search(
  { snapshot, records }: SearchStep,
  { matcher, onMatch, context, plan, cost, found, searched }: GrepWork,
  fail: (message: string) => void,
): Promise<void> {
  let content = createContentSearch(records[0] ?? {}, matcher);
  let isFirst = true;
  for await (const piece of openContents(snapshot, records, { context, cost })) {
    const { record, isLast, problem } = piece;
    if (isFirst) content = createContentSearch(record, matcher);
    isFirst = isLast;
    content.take(piece);
    if (!isLast) continue;
    if (problem !== undefined) {
      const place = displayPath(placeOf(snapshot));
      fail(
        `${place} is damaged: the content of "${displayPath(record.path)}" is wrong, ${problem}.`,
      );
      continue;
    }
    const { sha256 } = shownContent(record);
    searched.add(sha256);
    found.contents++;
    found.bytes += record.length;
    const hits = content.finish();
    if (!hits.matches) continue;
    const redacted = isRedacted(record) && { redacted: true as const };
    await onMatch({ ...hits, sha256, ...redacted, places: plan.places.get(sha256) ?? [] });
  }
}

/** Searches what damaged snapshots couldn't give in others that hold it. */
async function searchElsewhere(snapshots: readonly KeptSnapshot[], work: GrepWork): Promise<void> {
  const { plan, searched, damaged, context } = work;
  const isMissed = (sha256: string) => plan.places.has(sha256) && !searched.has(sha256);
  const missed = (record: DumpRecord): record is ContentRecord =>
    !isSkipped(record) && isMissed(shownContent(record).sha256);
  for (const snapshot of snapshots) {
    if (damaged.has(snapshot)) continue;
    if (![...plan.places.keys()].some(isMissed)) return;
    const steps: SearchStep[] = [];
    const take = (records: readonly DumpRecord[]) => {
      const held = records.filter(missed);
      if (held.length > 0) steps.push({ snapshot, records: onceEach(held) });
    };
    await eachManifest([snapshot], { wants: missed, take }, context);
    for (const step of steps) await trySearch(step, work);
  }
}
